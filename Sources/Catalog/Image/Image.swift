/// One image as the image service describes it (image API v2, "Show image").
///
/// Attributes that the API defines have a field of their own; every other text attribute is a custom property;
/// whatever remains (a newer service's additions, `locations`, nulls and numbers where text is the rule) is in
/// `extras`, so that nothing the service said is lost.
package struct Image: Hashable, Sendable, Identifiable {
    package var id: ImageID
    /// Not unique, at most 255 characters, and may be missing.
    package var name: String?
    package var status: ImageStatus
    package var visibility: Visibility
    /// A protected image cannot be deleted by anyone.
    package var isProtected = false
    /// A hidden image is left out of default lists (`os_hidden`).
    package var isHidden = false
    package var owner: ProjectID?
    package var diskFormat: String?
    package var containerFormat: String?
    /// In GB.
    package var minDisk = 0
    /// In MB.
    package var minRAM = 0
    /// In bytes; missing until data has been stored.
    package var size: Int64?
    /// In bytes: the size of the disk the guest sees.
    package var virtualSize: Int64?
    private var checksums = Checksums()
    package var createdAt: Instant?
    package var updatedAt: Instant?
    package var tags: [String] = []
    /// The stores that hold the data, on sites with several.
    package var stores: [String] = []
    package var properties = Properties()
    package var extras: [String: JSONValue] = [:]

    package init(id: ImageID, name: String? = nil, status: ImageStatus = .active, visibility: Visibility = .private) {
        self.id = id
        self.name = name
        self.status = status
        self.visibility = visibility
    }

    /// The three hashes that follow in the form in which they are held, for keeping. Bytes that are not of that form
    /// are not taken.
    package var packedChecksums: [UInt8] {
        get { checksums.packed }
        set { checksums = Checksums(packed: newValue) ?? checksums }
    }

    /// MD5 of the data in hexadecimal; newer sites leave it out.
    package var checksum: String? {
        get { checksums[.md5] }
        set { checksums[.md5] = newValue }
    }

    /// `os_hash_algo`, for instance `sha512`.
    package var hashAlgorithm: String? {
        get { checksums[.algorithm] }
        set { checksums[.algorithm] = newValue }
    }

    /// `os_hash_value` in hexadecimal: the digest of the data by `hashAlgorithm`.
    package var hashDigest: String? {
        get { checksums[.digest] }
        set { checksums[.digest] = newValue }
    }
}
