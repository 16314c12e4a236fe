import client.ApiClient;
import client.api.BundlesApi;
import client.api.BundlesApi.APICreateBundleRequest;
import client.api.BundlesApi.APIGetArchiveRequest;
import client.api.BundlesApi.APIGetBundleRequest;
import client.model.Bundle;
import client.model.CreateBundleRequest;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Collect URL TARGET: takes a snapshot, follows it to its end and downloads it. The client is what openapi-generator makes
 * of the service's own description, with {@code --generator-name=java --library=native --invoker-package=client
 * --api-package=client.api --model-package=client.model
 * --additional-properties=useJakartaEe=true,openApiNullable=false,useSingleRequestParameter=true}. ApiUsersEndToEnd runs it.
 */
final class Collect {
    private Collect() {}

    public static void main(String[] arguments) throws Exception {
        ApiClient service = new ApiClient();
        service.updateBaseUri(arguments[0]);
        BundlesApi bundles = new BundlesApi(service);
        Bundle bundle = bundles.createBundle(APICreateBundleRequest.newBuilder()
                .createBundleRequest(new CreateBundleRequest().note("ticket 4711").info(List.of("system")))
                .build());
        while (!isOver(bundle.getState())) {
            System.err.println(bundle.getState() + " " + bundle.getProgress().getPercent() + " %");
            var answer = bundles.getBundleWithHttpInfo(
                    APIGetBundleRequest.newBuilder().id(bundle.getId()).build());
            bundle = answer.getData();
            if (!isOver(bundle.getState())) {
                TimeUnit.SECONDS.sleep(retryAfter(answer.getHeaders()));
            }
        }
        if (bundle.getState() != Bundle.StateEnum.SUCCEEDED) {
            throw new IllegalStateException("The bundle ended as " + bundle.getState() + ": " + bundle.getError());
        }
        File archive = bundles.getArchive(
                APIGetArchiveRequest.newBuilder().id(bundle.getId()).build());
        Files.move(archive.toPath(), Path.of(arguments[1]));
        System.out.println(bundle.getId() + " " + bundle.getArchive().getSha256() + " " + bundle.getCounts().get("ok"));
    }

    private static boolean isOver(Bundle.StateEnum state) {
        return switch (state) {
            case QUEUED, RUNNING, CANCELLING -> false;
            case SUCCEEDED, PARTIAL, FAILED, CANCELLED, EXPIRED -> true;
        };
    }

    private static long retryAfter(Map<String, List<String>> headers) {
        return Long.parseLong(headers.getOrDefault("retry-after", List.of("1")).get(0));
    }
}
