internal import Canvas
internal import Catalog

/// What a new image takes over from the one that it is the next version of (R44): properties, tags and limits, not what
/// makes that image itself or was written by services.
struct NextVersion {
    /// What the fields begin with.
    private(set) var model = Image(id: ImageID(""))
    /// The choice between the next minor and the next major version.
    private(set) var field: FormField
    /// The owner, where it is another project's family.
    private(set) var owner: ProjectID?

    init(of entry: CatalogueEntry?, in browser: Browser) {
        field = FormField(
            "version", "Version", .choice([FormOption("", "")], selected: 0),
            help: "The next minor version, or the next major one.")
        field.isVisible = false
        guard let entry, let version = entry.imageVersion, let key = FamilyKey(of: entry) else { return }
        let family = browser.catalogue.family(key).flatMap { browser.catalogue.nextVersions(of: $0) }
        let (minor, major) = family ?? (version.nextMinor, version.nextMajor)
        field.control = .choice(
            [minor, major].map { FormOption(key.name(of: $0), String(describing: $0)) }, selected: 0)
        field.isVisible = true
        let old = entry.image
        model.name = key.name(of: minor)
        model.minDisk = old.minDisk
        model.minRAM = old.minRAM
        model.tags = old.tags
        model.diskFormat = old.diskFormat
        model.containerFormat = old.containerFormat
        model.properties = Properties(old.properties.filter { Self.isTakenOver($0.key) }.map { ($0.key, $0.value) })
        owner = old.owner == browser.session?.project?.id ? nil : old.owner
    }

    /// Whether a property describes what both versions have in common.
    static func isTakenOver(_ key: String) -> Bool {
        !PropertyKey.isReadOnly(key) && !ownKeys.contains(key) && !ownPrefixes.contains { key.hasPrefix($0) }
    }

    /// Of the data, of its life, or written by compute and clients on an image that was captured.
    private static let ownKeys: Set<String> = [
        "deprecated", "replacement", "image_type", "block_device_mapping", "bdm_v2", "root_device_name",
        "instance_uuid",
        "base_image_ref", "user_id", "owner_id", "owner_user_name", "owner_project_name", "image_state",
        "image_location",
        "boot_roles", "clean_attempts", "filename", "xloud_template", "cinder_encryption_key_id",
        "cinder_encryption_key_deletion_policy", "signature_verified", "hw_ephemeral_encryption_secret_uuid",
    ]

    /// What openstackclient notes of the file, and signatures of it.
    private static let ownPrefixes = ["owner_specified.", "img_signature", "os_hash_"]
}
