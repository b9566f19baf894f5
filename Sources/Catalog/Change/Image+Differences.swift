extension Image {
    /// What people have changed about the image since it was seen like this: what was there and what is there now. What
    /// the service writes by itself, such as sizes and stores, is left out.
    package func differences(since seen: Image) -> [ImagePatch.Entry] {
        let entries = ImagePatch(from: seen, to: self).entries.filter { entry in
            if case .property(let key) = entry.field { !PropertyKey.isReadOnly(key) } else { true }
        }
        let activation: Set<ImageStatus> = [.active, .deactivated]
        guard status != seen.status, activation.isSuperset(of: [status, seen.status]) else { return entries }
        // No patch changes it, but people do.
        return entries + [
            ImagePatch.Entry(.property("status"), from: .string(seen.status.text), to: .string(status.text))
        ]
    }
}
