extension CatalogueEntry {
    /// What can be found by looking at the image alone, the worst first.
    package var findings: [Finding] {
        if isWithdrawn { return [] }
        return (namingFindings + propertyFindings + stateFindings).sorted { $0.severity > $1.severity }
    }

    /// Names and the properties that have to agree with them (R42, R45 to R47). What only this project uses is merely
    /// untidy.
    private var namingFindings: [Finding] {
        // What was withdrawn from use is not worth renaming.
        if isDeprecated { return [] }
        let severity: Finding.Severity = image.isPublished ? .warning : .note
        return image.nameAdvice.map { advice in
            if case .disagreement = advice {
                return finding(.osMismatch, .warning, advice.sentence, fix: .updateMetadata)
            }
            return finding(.name, advice.isError ? .fault : severity, advice.sentence, fix: .editImage)
        }
    }

    /// The properties a template has to have (R8), once others use it, and the signature (R81).
    private var propertyFindings: [Finding] {
        var findings: [Finding] = []
        if kind == .image, image.isPublished, !isDeprecated {
            let missing = Self.templateProperties.filter { (image.properties[$0] ?? "").isEmpty }
            let sentence = "It lacks the properties \(FilterWords.list(missing))."
            if !missing.isEmpty { findings.append(finding(.missingProperties, .note, sentence, fix: .updateMetadata)) }
        }
        if image.signature == .incomplete {
            findings.append(
                finding(
                    .incompleteSignature, .fault, "It is signed incompletely: compute refuses it where it verifies.",
                    fix: .signImage))
        }
        return findings
    }

    private var stateFindings: [Finding] {
        var findings: [Finding] = []
        if isStuck {
            findings.append(
                finding(.stuck, .fault, "It has been \(image.status.label) for too long.", fix: .deleteImage))
        }
        if image.isPublished, image.status == .deactivated, !isDeprecated {
            findings.append(
                finding(
                    .notDeprecated, .fault,
                    "It is \(image.visibility.text) and deactivated, but not marked as deprecated.", fix: .deprecate))
        }
        if image.status == .active, !image.isProtected, !isDeprecated,
            let what = image.isForAll ? image.visibility.text : image.tags.contains("golden") ? "tagged golden" : nil
        {
            findings.append(finding(.unprotected, .warning, "It is \(what) but not protected.", fix: .editImage))
        }
        if image.status == .active, image.hashDigest == nil, image.checksum == nil, (image.size ?? 0) > 0 {
            findings.append(
                finding(
                    .noChecksum, .warning, "The service has no checksum of its data: an export cannot be verified.",
                    // Data that is there gets none any more.
                    fix: imageVersion == nil ? nil : .nextVersion))
        }
        return findings
    }

    /// The properties of the platform's guide for templates (R8).
    package static let templateProperties = ["os_distro", "os_version", "hw_disk_bus", "hw_vif_model", "description"]

    private func finding(
        _ kind: Finding.Kind, _ severity: Finding.Severity, _ sentence: String, fix: ImageAction? = nil
    ) -> Finding {
        Finding(kind: kind, severity: severity, sentence: sentence, images: [id], fix: fix)
    }
}
