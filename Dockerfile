# syntax=docker/dockerfile:1

# The build, as .ci/run does it in a fresh copy. None of this stage is in the image.
FROM eclipse-temurin:25-jdk AS build
RUN apt-get update -q \
    && apt-get install -q -y --no-install-recommends maven \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
RUN ./calink --version

FROM eclipse-temurin:25-jre
LABEL org.opencontainers.image.title="CaLink" \
      org.opencontainers.image.description="Gathers everything about a machine into one archive" \
      org.opencontainers.image.licenses="Apache-2.0"
# Installed by the Java that runs it later, which alone can use what it learns here of the classes.
RUN --mount=type=bind,from=build,source=/src,target=/src /src/calink install /opt/calink
# 10001 is nobody on the host. The data directory is the one place that is written, beside /tmp.
RUN ln -s /opt/calink/calink /usr/local/bin/calink \
    && groupadd --gid 10001 calink \
    && useradd --uid 10001 --gid calink --no-create-home --home-dir /var/lib/calink --shell /usr/sbin/nologin calink \
    && install -d -m 0700 -o calink -g calink /var/lib/calink
ENV CALINK_DATADIR=/var/lib/calink
VOLUME /var/lib/calink
WORKDIR /var/lib/calink
USER 10001:10001
# bash speaks enough HTTP for this; another port is given by SERVER_PORT, which the service reads too.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["bash", "-c", \
    "exec 3<>/dev/tcp/127.0.0.1/${SERVER_PORT:-8080} && printf 'GET /actuator/health HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && read -r -t 4 line <&3 && [[ $line == *' 200'* ]]"]
ENTRYPOINT ["calink"]
CMD ["serve"]
