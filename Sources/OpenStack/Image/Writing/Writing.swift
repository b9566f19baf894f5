internal import Catalog

/// What was being written when the service refused: it decides what the refusal means.
enum Writing: Hashable, Sendable {
    case create, patch, delete, activation, addMember, removeMember, answerOffer, upload, stage, removal, cache
    case dataImport(ImageImport.Method)

    /// What a refusal means here and what to do about it; nil where the general advice is as good.
    func advice(on problem: Problem) -> String? {
        let reason = problem.reason.lowercased()
        func says(_ words: String) -> Bool { reason.contains(words) }
        switch (self, problem.httpStatus) {
        case (_, 403) where !says("only store"): return Self.advice(onForbidden: problem.reason, self)
        case (.upload, 400), (.stage, 400), (.dataImport, 400), (.dataImport, 409):
            if let advice = Self.advice(onData: reason) { return advice }
        case (.create, 409): return "An image of this ID exists already."
        case (.delete, 409): return "Its storage still needs it: volumes or copies were made from it."
        case (.addMember, 409): return "The project is a member already."
        case (.upload, 409), (.stage, 409):
            return "Only a queued image takes data: it has some already, or somebody else is uploading."
        case (.removal, 403) where says("only store"): return "Copy it to another store first, or delete the image."
        case (.removal, 404): return "It has no copy there, or the site has no stores by name."
        case (.removal, 409): return "Its storage still needs it, or the site has no such store."
        case (.cache, 404): return "The site may have no cache that can be managed from here."
        case (.patch, 409): return "Somebody else changed it meanwhile: read it again."
        case (.upload, 410), (.stage, 410):
            return says("disabled") ? "The site's storage takes nothing new." : "It was deleted during the upload."
        case (.upload, 415):
            return says("content type") ? nil : Self.spoiled
        case (.upload, 500), (.stage, 500):
            return "Its storage failed, or an earlier upload spoiled the record: look at it, or create it anew."
        case (.upload, 503), (.stage, 503): return "Its storage refuses to be written to. Try again later."
        case (.stage, 404) where !says("no image"): return "The site may not offer uploads by way of staging."
        case (.addMember, 404), (.removeMember, 404), (.answerOffer, 404):
            return "It is gone, or no longer shared with this project."
        default: break
        }
        return nil
    }

    /// After a mismatch the record says `queued`, but keeps the data and answers every further upload with 500.
    private static let spoiled =
        "The service refused the data after it had stored it, and takes no second upload to this record: "
        + "delete it and create it anew."

    private static func advice(onData reason: String) -> String? {
        let meanings = [
            ("does not pass filtering", "The site fetches nothing from there: scheme, host or port are not allowed."),
            ("retrieve certificate", noCertificate), ("certificate not found", noCertificate),
            (
                "invalid signature key type",
                "The site cannot verify signatures by such keys. \(unsigned) Or sign it with a key of another type."
            ),
            ("invalid public key type", "The certificate's key is of another type: correct \(typeKey)."),
            ("signature", "It is queued again: correct the four properties of the signature, or remove them."),
            ("store for identifier", "Choose a store that the site has."),
            ("size mismatch", "The data was cut on the way. Try again."),
            ("must be set prior", "Set disk and container format first (Edit Image)."),
            ("needs to be set before", "Set disk and container format first (Edit Image)."),
            ("active task", "Another import is at work on it. Wait for its end."),
            ("needs to be staged", "Its data is not in the staging area: upload it again."),
            ("already present", "There is nothing to copy."),
            ("unknown import method", "The site does not offer this way of importing."),
            ("state", "Its status does not allow that now. Refresh, and look at it."),
            ("status", "Its status does not allow that now. Refresh, and look at it."),
        ]
        return meanings.first { reason.contains($0.0) }?.1
    }

    private static let typeKey = "img_signature_key_type"
    /// The record took no data and is as good as new.
    private static let unsigned =
        "The record is queued: remove its four img_signature properties (Update Metadata), then retry; "
        + "it is stored unverified."
    private static let noCertificate =
        "The service verifies signed data while it stores it, and has no key manager here, or none that gives it this "
        + "certificate. \(unsigned) Or correct the certificate's UUID."

    // MARK: Rights

    private static func advice(onForbidden reason: String, _ writing: Writing) -> String? {
        if let policy = policy(in: reason) { return needs[policy] ?? "The site's policy \(policy) does not permit it." }
        let text = reason.lowercased()
        let meanings = [
            ("is protected and cannot be deleted", "Lift the protection first (Edit Image)."),
            ("owned by", "Only administrators create images for another project."),
            ("owner can't be updated", "Only administrators give an image to another project."),
            ("only be replaced for a queued", "The format is fixed once there is data."),
            ("can be only replaced for a queued", "The format is fixed once there is data."),
            ("members for image", "Only an image of the visibility shared has members: change that first."),
            ("only shared images", "Only an image of the visibility shared has members: change that first."),
            ("in status", "Only active images can be deactivated, and only deactivated ones reactivated."),
            ("last", "It is the only copy of the data."),
            ("is read-only", "The service alone sets this attribute."),
            ("is reserved", "The service keeps this name for itself."),
            ("propert", "The site protects this property: only certain roles may set it."),
        ]
        return meanings.first { text.contains($0.0) }?.1
    }

    /// The policy that a refusal names.
    private static func policy(in reason: String) -> String? {
        let words = reason.split { $0 == " " || $0 == "." }
        guard let end = words.firstIndex(of: "action"), end > 0, words[..<end].contains("authorized") else {
            return nil
        }
        return String(words[end - 1])
    }

    /// Who is let through by the usual policies (image-api 12).
    private static let needs = [
        "add_image": "Creating images needs the role member in this project.",
        "upload_image": "Uploading needs the role member in the project that owns the image.",
        "modify_image": "Changes need the role member in the project that owns the image, or the role admin.",
        "delete_image": "Deleting needs the role member in the project that owns the image, or the role admin.",
        "publicize_image": "Making an image public needs the role admin.",
        "communitize_image": "Making an image community needs the role admin on this site.",
        "deactivate": "Deactivating needs the role member in the project that owns the image, or the role admin.",
        "reactivate": "Reactivating needs the role member in the project that owns the image, or the role admin.",
        "add_member": "Sharing needs the role member in the project that owns the image, or the role admin.",
        "delete_member": "Only the project that owns the image takes an offer back, with the role member.",
        "modify_member": "Only the project that the image is offered to answers, with the role member.",
        "copy_image": "Copying to further stores needs the role admin on this site.",
        "get_image_location": "Removing a copy needs the role admin on this site.",
        "delete_image_location": "Removing a copy needs the role admin on this site.",
        "cache_image": "The cache is for administrators.",
        "cache_list": "The cache is for administrators.",
        "cache_delete": "The cache is for administrators.",
        "set_image_location": "Setting locations is not permitted to your role on this site.",
    ]
}

extension Problem {
    /// The same with what it means for a change, and with the roles that did not suffice.
    func explained(as writing: Writing, roles: [String]) -> Problem {
        var problem = self
        if let advice = writing.advice(on: self) { problem.advice = advice }
        if kind == .forbidden, !roles.isEmpty {
            problem.advice += " Your roles in this project: \(roles.sorted().joined(separator: ", "))."
        }
        if isUncertain { problem.advice = "It may have been carried out all the same: look before you try again." }
        return problem
    }

    /// A change that is not sent, because of its first mistake.
    init(_ mistakes: [FieldMistake], attempt: String) {
        let reasons = mistakes.map { "\($0.field.label) is \($0.reason)" }
        self.init(.refused, attempt: attempt, reason: reasons.joined(separator: "; "))
    }
}

extension ImageField {
    /// The field in a sentence.
    fileprivate var label: String {
        switch self {
        case .property(let key): "the property “\(key)”"
        default: "“\(name)”"
        }
    }
}
