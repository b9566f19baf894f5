extension Image {
    /// What the service is doing to the image, so that it would undo a change of its attributes when that ends; nil if
    /// the image is at rest.
    package var workUnderWay: String? {
        switch status {
        case .saving: "its data is being stored"
        case .uploading: "its data is being staged"
        case .importing: "its data is being imported"
        default: isHeldByTask ? "a task of the service works on it" : nil
        }
    }

    /// Whether a task of the service, an import for instance, has it to itself; the status may not show it yet.
    package var isHeldByTask: Bool { !(properties["os_glance_import_task"] ?? "").isEmpty }

    /// Whether a failed upload has left data behind that nothing can replace: what is tried then ends in an error, and
    /// only deleting helps.
    package var isSpoiled: Bool { status == .queued && (checksum != nil || hashDigest != nil || !stores.isEmpty) }
}
