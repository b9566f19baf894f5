"""What is known about the operating systems in the catalogues."""

TITLES = {
    "almalinux": "AlmaLinux {0}", "alpine": "Alpine Linux {0}", "arch": "Arch Linux", "centos": "CentOS {0}",
    "cirros": "CirrOS {0}", "debian": "Debian {0}", "fedora": "Fedora {0}", "freebsd": "FreeBSD {0}",
    "opensuse": "openSUSE Leap {0}", "plan9": "Plan 9, edition {0}", "rhel": "Red Hat Enterprise Linux {0}",
    "rocky": "Rocky Linux {0}", "ubuntu": "Ubuntu {0} LTS", "windows": "Windows Server {0}",
}
FAMILY_TAGS = {"almalinux": "rhel", "rocky": "rhel", "rhel": "rhel", "fedora": "rhel", "centos": "centos",
               "ubuntu": "ubuntu", "debian": "debian", "windows": "windows"}
LOGINS = {"windows": "Administrator", "rhel": "cloud-user", "plan9": "glenda", "alpine": "root"}
LONG_SUPPORT = ("ubuntu", "debian", "rocky", "almalinux", "rhel", "windows")
END_OF_LIFE = {("ubuntu", "20.04"), ("centos", "7"), ("centos", "8"), ("debian", "11"), ("fedora", "41"),
               ("fedora", "42"), ("freebsd", "13.5"), ("opensuse", "15.5"), ("windows", "2019")}


def title(system, version):
    return TITLES[system].format(version)


def hardware(system, architecture="x86_64"):
    """The properties that tell a hypervisor how to run a system, and its user how to get in."""
    found = {"os_admin_user": LOGINS.get(system, system), "architecture": architecture}
    if system == "windows":
        found |= {"os_type": "windows", "hw_disk_bus": "scsi", "hw_scsi_model": "virtio-scsi", "hw_vif_model": "virtio",
                  "hw_firmware_type": "uefi", "hw_machine_type": "q35", "os_secure_boot": "optional",
                  "hw_video_model": "qxl"}
    elif system in ("freebsd", "plan9"):                    # Nova knows no such os_type
        found |= {"hw_disk_bus": "virtio" if system == "freebsd" else "ide",
                  "hw_vif_model": "virtio" if system == "freebsd" else "e1000"}
    else:
        found |= {"os_type": "linux", "hw_disk_bus": "virtio", "hw_vif_model": "virtio", "hw_rng_model": "virtio"}
        if system not in ("cirros", "alpine"):
            found |= {"hw_qemu_guest_agent": "yes"}
    if architecture == "aarch64":
        found |= {"hw_firmware_type": "uefi", "hw_machine_type": "virt"}
    return found


def tags(system, version, state, architecture="x86_64"):
    """By the platform's convention: system, support, state and architecture."""
    support = ("eol" if (system, version) in END_OF_LIFE
               else "preview" if state == "testing"
               else "lts" if system in LONG_SUPPORT else "standard")
    return [t for t in (FAMILY_TAGS.get(system), support, state, architecture) if t]
