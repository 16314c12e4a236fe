package io.calink.redaction;

import java.util.Set;

/**
 * Words that stand wherever machines are talked about: in sentences, fields, paths and links, all of which would be wrecked if
 * they were replaced. What it costs: a machine or a person that goes by one of them is not hidden there.
 */
final class Ordinary {
    /** Fields of what CaLink writes, and parts of its addresses and names of files. */
    private static final Set<String> FIELDS =
            Chars.words("absent active address addresses age answers api archive archived at available average awake"
                    + " batteries before bios board boot buffers bundle bundles busy by bytes cached calink cancel cancelled"
                    + " cause celsius certificates changed chip clock clocksource code command commands config content"
                    + " context controllers core cores count counts cpu created critical current cycles date denied detail"
                    + " details device devices digest dirs disk disks documents done drift drops duplex elapsed enabled"
                    + " encryption entities entries entry error errors established event events exit expires fail failed"
                    + " failure family fans file files findings finished first format free from fstype full hardware health"
                    + " heap history host hosts id idle in info information informations inode inodes instance integer"
                    + " interface interfaces interval io iostat iowait ip irq issuer item items jvms kernel key keys kills"
                    + " kind label labels last left level limit limits line lines link links list listen listening live"
                    + " liveness load loadavg local log logged logical login logins mac mains manager manifest mask maximum"
                    + " mbit memory message messages metrics millis minimum mode model modes modified modules mount"
                    + " mountpoint mounts mtu name names net network never next nice not note number of offset ok only oom"
                    + " open options original os other out packages packets path peak per percent periods physical pid pids"
                    + " pinned port ports ppid ppm prefix pressure problem problems process processes program progress"
                    + " prometheus protocol ps pseudonym pseudonyms queued range read readiness reading readings reads ready"
                    + " realtime reason received recipients redacted redaction release remounted removable removed report"
                    + " resources ring root rotating rpm rss rule rules sample samples scope sda second seconds section"
                    + " sections self sensors sent series service services since size skipped slot smem snapshot sockets"
                    + " soft softirq some source space speed stack stale stalls start started state status steal step"
                    + " storage store stored subject succeeded swap switches synchronised system taken target task tasks tcp"
                    + " temperatures terminal text threads throttled tick ticks time timeout timestamp title to total totals"
                    + " traffic truncated turned type udp uid unit until uptime used user users utc value values vendor"
                    + " version virtual vmem warning warnings weight what window write writes written zone");

    /** Parts of paths, of links and of names of files. */
    private static final Set<String> PLACES = Chars.words(
            "backup backups bin build cache certs conf conf.d data default dev doc docs download downloads etc"
                    + " home images include index journal lib lib32 lib64 libexec logs lost+found main media mnt opt"
                    + " password private proc public queue run sbin security share shared spool src srv static sys sysconfig"
                    + " tmp units upload uploads usr var volume volumes work www");

    /** States, levels, and words around which messages are built. */
    private static final Set<String> STATES = Chars.words(
            "accepted all and any auth client closed connected connecting connection crit critical debug degraded"
                    + " disabled disconnected down emerg err exited false fatal for group inactive invalid loaded lost"
                    + " masked missing new no nobody nogroup none notice null off offline on online passed pending refused"
                    + " rejected reload request response restart running server session sleeping stopped stopping the then"
                    + " trace true unconfigured undefined unknown unloaded unreachable up waiting warn with yes");

    /** Programs, protocols, distributions, and accounts that come with them. */
    private static final Set<String> PROGRAMS = Chars.words(
            "admin administrator almalinux alpine android ansible apache apache2 arch bash centos cloud-user"
                    + " cloudera containerd cron daemon debian dhcp dhcpcd dns dnsmasq docker ec2-user elastic elasticsearch"
                    + " fedora firewall ftp gentoo git gitlab grafana guest hadoop haproxy http httpd https imap java"
                    + " jenkins k8s kafka kali kubelet kubernetes ldap libvirt linux mail mailman mariadb memcached minio"
                    + " mongo mongodb monitor monitoring munin mysql nagios named nfs nginx node nodejs ntp openssh opensuse"
                    + " operator oracle perl php podman postfix postgres postgresql proxy puppet python rabbitmq raspberrypi"
                    + " redhat redis registry rhel rocky rsync runner samba smtp snmp solr squid ssh sshd suse swarm sync"
                    + " syslog systemd test testing tomcat ubuntu ubuntu-server unix vagrant vault web webmin windows worker"
                    + " zabbix zookeeper");

    /** Names that every machine has. */
    private static final Set<String> LOOPBACK =
            Chars.words("(none) broadcasthost gateway.docker.internal host.docker.internal ip6-allhosts ip6-allnodes"
                    + " ip6-allrouters ip6-localhost ip6-localnet ip6-loopback ip6-mcastprefix ipv6-allhosts ipv6-allnodes"
                    + " ipv6-allrouters ipv6-localhost ipv6-localnet ipv6-loopback ipv6-mcastprefix"
                    + " kubernetes.docker.internal localdomain localhost localhost.localdomain localhost4"
                    + " localhost4.localdomain4 localhost6 localhost6.localdomain6");

    /** What many machines are called for what they are. */
    private static final Set<String> MACHINES = Chars.words(
            "api-server app apps control cs database db dc demo desk desktop ds gateway gw hp hq hub lab lan"
                    + " laptop lb machine master nas notebook ns pc pi pm pod primary prod production ps pt qa rc remote"
                    + " replica router secondary slave sql staging station storage switch ts vm vms vpn wan workstation xen");

    /** Words and abbreviations that are no names of machines, though some are of people. */
    private static final Set<String> WORDS = Chars.words(
            "ad ai am apr april are as au aug august be biz but cam can cd ch ci cn com could cp da dec december"
                    + " did dk do dr edu em en es eu fe feb february fi fr fri friday go gov had has have hd he ie if is it"
                    + " its jan january jp jul july jun june ls make man mar march max may me might mil min mon monday must"
                    + " mx my nl no nov november nr nt nz oct october on one or org pl pro re ru sa sat saturday se sep"
                    + " september sh should so su sun sunday tab tap tar that this three thu thursday tue tuesday tv two uk"
                    + " us utm va via was we wed wednesday were when which who will win would you your");

    private Ordinary() {}

    /** {@return whether a word in small letters tells nothing of a person} */
    static boolean user(String lower) {
        return FIELDS.contains(lower) || PLACES.contains(lower) || STATES.contains(lower) || PROGRAMS.contains(lower);
    }

    /** {@return whether a word in small letters tells nothing of a machine; with a domain that is its own it does} */
    static boolean host(String lower) {
        return own(lower) || MACHINES.contains(lower);
    }

    /** {@return the same of the machine that this is, which is to be found in texts even where it is called {@code vm}} */
    static boolean own(String lower) {
        return user(lower) || loopback(lower) || WORDS.contains(lower);
    }

    /** {@return whether every machine has this name} */
    static boolean loopback(String lower) {
        return LOOPBACK.contains(lower);
    }
}
