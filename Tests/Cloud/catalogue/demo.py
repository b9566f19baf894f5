"""The demonstration catalogue: what `make run` shows.

About 160 images such as a platform team, its administrators and two consuming teams would have after
a few years. It is in order, but for the deliberate faults that `faults.py` adds; apart from those
these things hold:

- Names follow `<os>-<version>-<profile>-v<major>.<minor>`, agree with os_distro and os_version, and
  occur once for each owner. Snapshots, VM templates, kernels and ramdisks have names of other kinds.
- All but kernels and ramdisks carry the five template properties.
- A family has one version that others can see (shared, community or public) and is neither
  deprecated nor deactivated. Older versions are deprecated (deactivated, with a replacement), or
  superseded (private).
- Everything public or community is protected, and so is everything tagged golden.
- Signatures are complete, nothing is stuck, and no offer waited for more than a week when the catalogue was made.
"""

import base64
import random
import uuid

from . import payloads, systems
from .image import DAY, Image, Member
from .payloads import GIB, KIB, MIB

OFFERED = ("pending", "accepted", "rejected")
NOTES = ("monthly security updates", "kernel and OpenSSL updates", "cloud-init 24.4, guest agent 9.1",
         "time zone and certificate bundles renewed", "smaller root disk, faster first boot")


class Demo:
    def __init__(self, now):
        self.now = now
        self.images = []

    # --- the pieces ----------------------------------------------------------------------

    def add(self, image, days, spread=None, key=None):
        """Gives an image its id, from `key` or its name, and its dates."""
        chance = random.Random(f"{image.project}/{key or image.name}")
        same = sum(i.name == image.name and i.project == image.project for i in self.images)
        image.identify(f"{image.project}/{key or image.name}/{same}")
        day = (self.now - days * DAY).replace(hour=0, minute=0, second=0)
        image.created = min(day + chance.uniform(0.3, 0.75) * DAY, self.now - DAY / 48)
        image.updated = image.created + (chance.uniform(0.01, 3) * DAY if spread is None else spread * DAY)
        image.updated = min(image.updated, self.now - DAY / 96)
        for member in image.members:
            member.created = max(member.created, image.created)
            member.updated = max(member.updated, member.created)
        self.images.append(image)
        return image

    def offers(self, text):
        """Members from a text such as "team-a accepted 40, team-b pending 2" (days ago)."""
        members = []
        for part in text.split(",") if text else []:
            project, status, days = part.split()
            assert status in OFFERED
            offered = self.now - float(days) * DAY
            answered = offered + (self.now - offered) * 0.3 if status != "pending" else offered
            members.append(Member(project, status, offered, answered))
        return members

    def template(self, owner, system, version, profile, release, about, state, disk=10, architecture="x86_64",
                 payload=None, tags="", note=None, **properties):
        """One version of a family, with all that a well kept image carries."""
        name = f"{system}-{version}-{profile}-{release}"
        chance = random.Random(name)
        image = Image(name, owner, tags=sorted({*systems.tags(system, version, state, architecture), *tags.split()}))
        image.properties = {
            "os_distro": system, "os_version": version, **systems.hardware(system, architecture),
            "description": f"{systems.title(system, version)} {about} {release}: {note or chance.choice(NOTES)}",
            **properties}
        image.give(payload or payloads.qcow2(chance, disk * GIB, disk * chance.randint(24, 64) * KIB))
        image.min_disk = -(-image.payload.capacity // GIB)
        image.min_ram = 4096 if system == "windows" else 512 if system in ("cirros", "alpine") else 1024
        return image

    def family(self, owner, visibility, family, *releases, about, offers="", days=None, hidden=False,
               status="active", stores=None, late=None, **more):
        """Versions of a family, oldest first, each with words for what became of it.

        The last one is current and has the visibility; "deprecated" ones point to it, "superseded" ones were
        merely made private again.
        """
        system, version, profile = family.split()
        chance = random.Random(f"{owner} {family}")
        golden = visibility in ("public", "community")
        current = f"{system}-{version}-{profile}-{releases[-1].split()[0]}"
        latest = days if days is not None else chance.randint(3, 120)
        born = [latest + 38 * n + chance.randint(0, 12) for n in range(len(releases))][::-1]
        born[-1] = latest
        for place, (words, since) in enumerate(zip(releases, born)):
            release, *fate = words.split()
            last = place == len(releases) - 1
            state = ("deprecated" if "deprecated" in fate else "golden" if visibility == "public" and last
                     else "production-ready" if visibility != "private" else "testing")
            image = self.template(owner, system, version, profile, release, about, state,
                                  note=None if place else "first release", **more)
            image.protected = golden
            if "deprecated" in fate:
                image.status = "deactivated"
                image.properties |= {"deprecated": "true", "replacement": current}
                image.hidden = "hidden" in fate
            elif last:
                image.visibility, image.status, image.hidden = visibility, status, hidden
                image.members, image.late = self.offers(offers), late or {}
            image.stores = (stores or "fast").split("+") if last else ["archive"]
            # Old versions were last touched when their successor came out.
            self.add(image, since, None if last else max(0.1, since - born[place + 1] + chance.uniform(0, 2)))
        return image

    def snapshot(self, owner, server, day, of, days, visibility="private", offers="", **more):
        base = next(i for i in self.images if i.name == of)
        chance = random.Random(server)
        image = Image(f"{server}-{day}", owner, visibility, tags=["x86_64"], members=self.offers(offers))
        image.properties = {
            **{k: v for k, v in base.properties.items() if k not in ("deprecated", "replacement")},
            "image_type": "snapshot", "base_image_ref": base.id, "image_location": "snapshot",
            "image_state": "available",
            "instance_uuid": str(uuid.uuid5(uuid.NAMESPACE_DNS, server)), "owner_user_name": owner,
            "description": f"Snapshot of {server}, {day}", **more}
        image.give(payloads.nothing() if "block_device_mapping" in more
                   else payloads.qcow2(chance, base.payload.capacity, chance.randint(1, 30) * 64 * KIB))
        image.min_disk, image.min_ram = base.min_disk, base.min_ram
        return self.add(image, days, key=server)

    def vm_template(self, owner, name, category, of, days, **more):
        base = next(i for i in self.images if i.name == of)
        image = Image(name, owner, tags=["x86_64"], min_disk=base.min_disk, min_ram=base.min_ram)
        image.properties = {**base.properties, "description": name, "xloud_template": "true", "version": "1.0",
                            "category": category, "template_flavor": "m1.medium", **more}
        image.give(payloads.qcow2(random.Random(name), base.payload.capacity, 512 * KIB))
        return self.add(image, days)

    def boot_part(self, owner, name, kind, system, version, about, days, visibility="private"):
        image = Image(name, owner, visibility, protected=visibility != "private", tags=["x86_64"])
        image.properties = {"os_distro": system, "os_version": version, "architecture": "x86_64", "description": about}
        image.give(payloads.amazon(kind, random.Random(name), 96 * KIB if kind == "aki" else 160 * KIB))
        return self.add(image, days)


def signature(name):
    """The four properties of a signed image; no key manager here would accept them on upload."""
    chance = random.Random(name)
    return {"img_signature": base64.b64encode(chance.randbytes(256)).decode(),
            "img_signature_hash_method": "SHA-256", "img_signature_key_type": "RSA-PSS",
            "img_signature_certificate_uuid": str(uuid.uuid5(uuid.NAMESPACE_DNS, name))}


# --- the catalogue ---------------------------------------------------------------------------

def catalogue(now):
    """All images of the demonstration catalogue but the faulty ones; dates count back from `now`."""
    demo = Demo(now)
    golden(demo)
    approved(demo)
    platform(demo)
    teams(demo)
    other_formats(demo)
    snapshots_and_templates(demo)
    return demo


def golden(demo):
    """Platform-wide: the administrators' public images."""
    def public(family, *releases, about="base template", **more):
        demo.family("admin", "public", family, *releases, about=about, **more)

    public("ubuntu 24.04 base", "v1.7 deprecated hidden", "v1.8 deprecated", "v1.9 superseded", "v1.10", days=9,
           stores="fast+archive")
    public("ubuntu 24.04 minimal", "v1.2 deprecated", "v1.3", about="minimal template, no documentation", disk=4)
    public("ubuntu 22.04 base", "v2.3 deprecated hidden", "v2.4 deprecated", "v2.5", stores="fast+archive")
    public("ubuntu 26.04 base", "v1.0 superseded", "v1.1", days=5)
    public("debian 13 base", "v1.0 deprecated hidden", "v1.1 superseded", "v1.2", days=12, stores="fast+archive")
    public("debian 12 base", "v3.1 deprecated", "v3.2")
    public("rocky 9 base", "v2.6 deprecated hidden", "v2.7 deprecated", "v2.8", stores="fast+archive")
    public("rocky 10 base", "v1.0")
    public("almalinux 9 base", "v1.4 deprecated", "v1.5")
    public("almalinux 10 base", "v1.0", architecture="aarch64")
    public("fedora 44 base", "v1.0 superseded", "v1.1", days=2)
    public("opensuse 16.0 base", "v1.0")
    public("rhel 9.6 base", "v1.1 deprecated", "v1.2", about="base template, subscription at first boot")
    public("windows 2022 core", "v1.2 deprecated", "v1.3", about="Core, sysprepped, cloudbase-init", disk=40,
           stores="archive", hw_tpm_model="tpm-crb", hw_tpm_version="2.0")
    public("windows 2025 core", "v1.0", about="Core, sysprepped, cloudbase-init", disk=40, stores="archive",
           hw_tpm_model="tpm-crb", hw_tpm_version="2.0")
    public("freebsd 14.3 base", "v1.0", about="base template with cloud-init, ZFS root")
    public("arch rolling base", "v26.9 deprecated", "v26.10 superseded", "v26.11", about="monthly snapshot", days=1)
    public("cirros 0.6.3 test", "v1.0", about="for trying networks out", disk=1, days=410)


def approved(demo):
    """The approved catalogue: community images, two of them the platform team's own."""
    def community(family, *releases, about, owner="admin", **more):
        demo.family(owner, "community", family, *releases, about=about, **more)

    community("ubuntu 24.04 nginx", "v1.9 deprecated", "v2.0", about="with nginx 1.28 and TLS defaults",
              sw_webserver_nginx_version="1.28", tags="no-cloud-init")
    community("ubuntu 24.04 k8s", "v1.31 deprecated hidden", "v1.32 deprecated", "v1.33",
              about="Kubernetes node, containerd 2.1", usage_type="magnum", stores="fast+archive")
    community("ubuntu 24.04 cis", "v1.0 superseded", "v1.1", about="hardened to CIS level 2", tags="pci-dss iso27001",
              late=signature("cis"))
    community("ubuntu 24.04 cuda", "v12.6 deprecated", "v13.0", about="NVIDIA driver 580 and CUDA", disk=30,
              tags="gpu-compatible", img_hide_hypervisor_id="true", hw_firmware_type="uefi")
    community("ubuntu 22.04 lamp", "v1.4 deprecated", "v1.5", about="Apache, MariaDB and PHP 8.1")
    community("debian 13 docker", "v1.0 deprecated", "v1.1", about="Docker Engine 28, rootless", days=17)
    community("debian 12 postgresql", "v16.2 deprecated", "v17.0", about="PostgreSQL with pgBackRest", disk=20,
              sw_database_postgresql_version="17", sw_database_postgresql_listen_port="5432")
    community("rocky 9 hpc", "v1.3 deprecated", "v1.4", about="Slurm client, OpenMPI, huge pages", disk=30,
              hw_cpu_policy="dedicated", hw_mem_page_size="large")
    community("rocky 9 stig", "v1.0", about="hardened to the DISA STIG", tags="fips", late=signature("stig"))
    community("almalinux 9 mariadb", "v1.2", about="MariaDB 11.4 with Galera", disk=20)
    community("rhel 9.6 sap", "v1.0", about="prepared for SAP HANA", disk=50, hw_cpu_policy="dedicated",
              late=signature("sap"))
    community("windows 2022 iis", "v1.1 deprecated", "v1.2", about="with IIS 10 and .NET 8", disk=40, stores="archive")
    community("windows 2025 sql", "v1.0", about="SQL Server 2022 Standard", disk=60, stores="archive")
    community("ubuntu 24.04 gitlab-runner", "v1.5 deprecated", "v1.6", about="GitLab runner with Docker executor")
    community("debian 13 grafana", "v1.0 deprecated", "v1.1", about="Grafana 12 and Prometheus", owner="platform")
    community("ubuntu 24.04 jupyter", "v0.9 deprecated", "v1.0", about="JupyterHub, Python 3.12", owner="platform")
    community("ubuntu 24.04 amphora", "v1.0", about="load balancer of Octavia", usage_type="octavia", disk=3)
    community("debian 12 trove-mysql", "v8.4", about="MySQL guest of Trove", usage_type="trove", disk=5)
    demo.family("admin", "shared", "ubuntu 24.04 backup-agent", "v1.0", about="with the backup agent",
                offers="platform accepted 20, team-a pending 0.25")


def platform(demo):
    """What the platform team works on, and what it offers to others."""
    def work(visibility, family, *releases, **more):
        return demo.family("platform", visibility, family, *releases, **more)

    work("private", "ubuntu 26.04 k8s", "v0.1", "v0.2", "v0.3", about="Kubernetes node, being validated", days=1)
    work("shared", "debian 13 gpu", "v0.8 superseded", "v0.9", about="NVIDIA driver 580, open modules", days=7, disk=30,
         tags="gpu-compatible", offers="team-a pending 1, team-b accepted 6")
    work("shared", "plan9 4 lab", "v1.0", about="for the operating systems course", days=1, disk=1,
         offers="team-a pending 0.08")
    work("shared", "fedora 44 k8s", "v2.1 deprecated", "v2.2", about="Kubernetes node, CRI-O", days=34,
         offers="team-a rejected 30, team-b accepted 25")
    work("shared", "rocky 9 lustre", "v1.0 superseded", "v1.1", about="Lustre client 2.16", offers="team-a accepted 14")
    work("shared", "ubuntu 24.04 ros2", "v1.0", about="ROS 2 Jazzy, “café” robot stack", days=6,
         offers="team-b pending 4")
    work("private", "opensuse 15.6 devel", "v0.2", "v0.3", about="compilers and debuggers", disk=20)
    work("shared", "debian 12 nextcloud", "v1.2", about="Nextcloud 31 with Redis",
         offers="team-a accepted 50, team-b rejected 48")
    work("shared", "almalinux 9 openfoam", "v2.0", about="OpenFOAM 13, withdrawn from lists", hidden=True, days=8,
         offers="team-a pending 5")
    work("private", "windows 2022 build", "v1.0", about="build machine, licence under review", disk=80,
         status="deactivated")
    work("shared", "debian 13 siem", "v1.0", about="log collector with Wazuh", days=3, offers="admin pending 1")
    work("private", "fedora 43 magnum", "v1.0", about="Kubernetes host of Magnum", usage_type="magnum")
    work("private", "almalinux 9 edge", "v0.6", "v0.7", about="edge gateway", architecture="aarch64", disk=8)


def teams(demo):
    """What the two consuming teams made for themselves, for each other, and for the platform team."""
    def team_a(visibility, family, *releases, **more):
        demo.family("team-a", visibility, family, *releases, **more)

    def team_b(visibility, family, *releases, **more):
        demo.family("team-b", visibility, family, *releases, **more)

    team_a("shared", "ubuntu 24.04 webshop", "v3.0 deprecated", "v3.1 superseded", "v3.2", about="shop front end",
           days=4, offers="platform pending 0.2")
    team_a("private", "debian 13 search", "v1.0", "v1.1", about="OpenSearch 3 node", disk=20)
    team_a("shared", "rocky 9 payments", "v2.2", about="payment gateway", tags="pci-dss", days=30,
           offers="platform accepted 22, team-b pending 2")
    team_a("shared", "ubuntu 24.04 loadgen", "v0.4", about="k6 and Locust", offers="platform rejected 12", days=15)
    team_a("private", "debian 12 mailrelay", "v1.1", about="Postfix relay, façade for legacy hosts")
    team_a("private", "ubuntu 24.04 kiosk", "v1.0", about="information screen", architecture="aarch64", disk=8)
    team_b("shared", "ubuntu 24.04 pytorch", "v2.5 deprecated", "v2.6", about="PyTorch with CUDA 12.9", disk=40,
           tags="gpu-compatible", days=10, offers="platform accepted 8, team-a pending 0.8")
    team_b("shared", "rocky 9 r-studio", "v4.4", about="RStudio Server", days=5, offers="platform pending 3")
    team_b("shared", "debian 13 postgis", "v1.0", about="PostGIS 3.5, 日本語辞書つき", offers="team-a accepted 19")
    team_b("private", "fedora 44 genomics", "v0.7", "v0.8", about="BWA, samtools, Nextflow", disk=30)
    team_b("shared", "almalinux 9 spark", "v3.5", about="Apache Spark 3.5",
           offers="team-a rejected 9, platform accepted 11, admin accepted 10", days=14)


def other_formats(demo):
    """Installers, and disks that are not qcow2."""
    def other(owner, visibility, family, release, payload, about, **more):
        demo.family(owner, visibility, family, release, about=about, payload=payload, **more)

    chance = random.Random("formats")
    for owner, visibility, family, release in (
            ("admin", "public", "debian 13 installer", "v1.2"), ("admin", "public", "ubuntu 24.04 installer", "v3.0"),
            ("admin", "public", "rocky 10 installer", "v1.0"),
            ("platform", "private", "windows 2025 installer", "v1.0"),
            ("team-a", "private", "freebsd 14.3 installer", "v1.0")):
        other(owner, visibility, family, release, payloads.iso(family.replace(" ", "_")), "installation medium",
              hw_cdrom_bus="sata")
    other("platform", "private", "debian 12 ceph", "v1.0", payloads.raw(chance, 24 * MIB),
          "OSD host, raw for copy-on-write")
    other("admin", "community", "alpine 3.22 container", "v1.0", payloads.docker(chance), "container image")
    other("team-a", "private", "windows 2019 erp", "v1.0", payloads.vmdk(60 * GIB),
          "moved from VMware", vmware_adaptertype="paraVirtual", vmware_disktype="sparse")
    other("platform", "private", "debian 12 appliance", "v1.0", payloads.ova("appliance", 8 * GIB),
          "firewall appliance")
    other("team-b", "private", "windows 2022 hyperv", "v1.0", payloads.vhd(40 * GIB), "moved from Hyper-V")
    other("team-b", "private", "ubuntu 22.04 devbox", "v1.0", payloads.vdi(20 * GIB), "moved from VirtualBox")
    kernel = demo.boot_part("admin", "cirros-0.6.3-x86_64-kernel", "aki", "cirros", "0.6.3",
                            "Kernel of CirrOS 0.6.3", 400, "public")
    ramdisk = demo.boot_part("admin", "cirros-0.6.3-x86_64-initrd", "ari", "cirros", "0.6.3",
                             "Ramdisk of CirrOS 0.6.3", 400, "public")
    other("admin", "public", "cirros 0.6.3 uec", "v1.0", payloads.amazon("ami", chance, 2 * MIB),
          "kernel and ramdisk apart", days=399, kernel_id=kernel.id, ramdisk_id=ramdisk.id)
    demo.boot_part("platform", "debian-12-netboot-kernel", "aki", "debian", "12", "Debian installer kernel", 90)
    demo.boot_part("platform", "debian-12-netboot-initrd", "ari", "debian", "12", "Debian installer ramdisk", 90)


def snapshots_and_templates(demo):
    def day(ago):
        return (demo.now - ago * DAY).date().isoformat()

    for owner, server, of, ago in (
            ("platform", "ci-runner-03", "ubuntu-24.04-gitlab-runner-v1.6", 2),
            ("platform", "registry-01", "debian-13-docker-v1.1", 6),
            ("platform", "wiki-entrepôt", "debian-12-base-v3.2", 21),
            ("team-a", "web-01", "ubuntu-24.04-nginx-v2.0", 1),
            ("team-a", "web-02", "ubuntu-24.04-nginx-v2.0", 1),
            ("team-a", "müller-erp", "windows-2022-core-v1.3", 13),
            ("team-a", "crème-brûlée-db", "debian-12-postgresql-v17.0", 4),
            ("team-b", "受注データベース", "rocky-9-base-v2.8", 3),
            ("team-b", "개발서버", "ubuntu-24.04-base-v1.10", 8),
            ("team-b", "notebook-李明", "ubuntu-24.04-jupyter-v1.0", 5)):
        demo.snapshot(owner, server, day(ago), of, ago)
    demo.snapshot("team-b", "genomics-db", day(7), "debian-12-postgresql-v17.0", 7, "shared", "platform accepted 6")
    demo.snapshot("platform", "mail-01", day(15), "debian-12-base-v3.2", 15, block_device_mapping=(
        '[{"source_type": "snapshot", "snapshot_id": "5b1dd9a3-8a3c-4d55-9f3c-0a7c8f1b2d11", "boot_index": 0, '
        '"destination_type": "volume", "volume_size": 20, "delete_on_termination": true}]'),
        root_device_name="/dev/vda", bdm_v2="True")
    for owner, name, category, of, ago in (
            ("platform", "Web server (nginx)", "Web Server", "ubuntu-24.04-nginx-v2.0", 25),
            ("platform", "Base de données – façade", "Database", "debian-12-postgresql-v17.0", 40),
            ("platform", "Build agent", "Application", "debian-13-docker-v1.1", 11),
            ("team-a", "Shop node, Größe M", "Application", "ubuntu-24.04-webshop-v3.2", 3),
            ("team-b", "解析ノード", "Custom", "rocky-9-hpc-v1.4", 16)):
        demo.vm_template(owner, name, category, of, ago)


# The site's own metadata definitions, beside those that Glance ships.
DEFINITIONS = {
    "namespace": "org.xloud.images", "display_name": "Xloud Catalogue", "visibility": "public", "protected": True,
    "description": "What the catalogue of this platform wants to know about an image",
    "resource_type_associations": [{"name": "OS::Glance::Image"}],
    "properties": {
        "description": {"title": "Description", "type": "string", "maxLength": 255,
                        "description": "One line about the purpose of the image"},
        "deprecated": {"title": "Deprecated", "type": "boolean", "description": "This version is withdrawn"},
        "replacement": {"title": "Replacement", "type": "string", "description": "Name of the image to use instead"},
        "usage_type": {"title": "Usage", "type": "string", "default": "common",
                       "enum": ["common", "ironic", "ironic_enroll", "octavia", "trove", "magnum", "heat"],
                       "description": "Which service the image is for"},
        "xloud_template": {"title": "VM Template", "type": "boolean",
                           "description": "Captured from a server, with flavor and network"},
    },
}
