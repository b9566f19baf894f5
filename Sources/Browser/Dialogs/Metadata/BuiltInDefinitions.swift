internal import Catalog

/// Definitions to offer where the cloud's own cannot be read: the keys that compute and the platform know
/// (properties.md 2 to 5), marked as built-in.
enum BuiltInDefinitions {
    static let namespaces: [MetadataNamespace] = [
        namespace("Catalogue (built-in)", catalogue), namespace("Guest system (built-in)", guest),
        namespace("Virtual hardware (built-in)", hardware),
    ]

    private static func namespace(_ title: String, _ rows: [(String, String, String)]) -> MetadataNamespace {
        MetadataNamespace(id: title, properties: rows.map { property($0.0, kind: $0.1, values: $0.2) })
    }

    /// `kind` is a type of the image API; `values` the ones allowed, with blanks between them.
    private static func property(_ key: String, kind: String, values: String) -> MetadataProperty {
        MetadataProperty(
            id: key, kind: MetadataProperty.Kind(kind), choices: values.split(separator: " ").map(String.init))
    }

    private static let catalogue = [
        ("description", "string", ""), ("os_distro", "string", ""), ("os_version", "string", ""),
        ("os_admin_user", "string", ""), ("deprecated", "boolean", ""), ("replacement", "string", ""),
        ("usage_type", "string", "common ironic ironic_enroll octavia trove magnum heat"),
    ]

    private static let guest = [
        ("architecture", "string", ""), ("os_type", "string", "linux windows"),
        ("os_shutdown_timeout", "integer", ""), ("os_secure_boot", "string", "required disabled optional"),
        ("os_require_quiesce", "string", "yes no"), ("os_command_line", "string", ""),
        ("hypervisor_type", "string", "baremetal hyperv ironic kvm lxc powervm qemu uml vmware vz xen"),
        ("vm_mode", "string", "hvm xen uml exe"), ("img_config_drive", "string", "mandatory optional"),
        ("img_hide_hypervisor_id", "boolean", ""), ("hw_qemu_guest_agent", "string", "yes no"),
    ]

    private static let buses = "scsi virtio uml xen ide usb fdc sata lxc"

    private static let hardware = [
        ("hw_disk_bus", "string", buses), ("hw_cdrom_bus", "string", buses),
        (
            "hw_scsi_model", "string",
            "virtio-scsi buslogic ibmvscsi lsilogic lsilogicsas lsisas1068 lsisas1078 vmpvscsi"
        ),
        ("hw_vif_model", "string", "virtio e1000 e1000e igb ne2k_pci pcnet rtl8139 vmxnet3 netfront spapr-vlan"),
        ("hw_vif_multiqueue_enabled", "boolean", ""),
        ("hw_video_model", "string", "vga cirrus vmvga xen qxl virtio gop none bochs"), ("hw_video_ram", "integer", ""),
        ("hw_firmware_type", "string", "bios uefi"), ("hw_machine_type", "string", ""), ("hw_boot_menu", "boolean", ""),
        ("hw_rng_model", "string", "virtio"), ("hw_pointer_model", "string", "usbtablet"),
        ("hw_rescue_bus", "string", "scsi virtio ide usb"), ("hw_rescue_device", "string", "cdrom disk floppy"),
        ("hw_watchdog_action", "string", "disabled reset poweroff pause none"), ("hw_serial_port_count", "integer", ""),
        ("hw_cpu_sockets", "integer", ""), ("hw_cpu_cores", "integer", ""), ("hw_cpu_threads", "integer", ""),
        ("hw_cpu_policy", "string", "shared dedicated mixed"),
        ("hw_cpu_thread_policy", "string", "prefer isolate require"), ("hw_mem_page_size", "string", ""),
        ("hw_mem_encryption", "boolean", ""), ("hw_numa_nodes", "integer", ""),
        ("hw_tpm_model", "string", "tpm-tis tpm-crb"), ("hw_tpm_version", "string", "1.2 2.0"),
        ("hw_time_hpet", "boolean", ""), ("hw_pmu", "boolean", ""),
    ]
}
