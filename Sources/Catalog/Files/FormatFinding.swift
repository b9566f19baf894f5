/// What one kind of look into a file found.
struct FormatFinding {
    var format: ImageFileFormat
    /// What else there is to say in a few words: "version 3", "streamOptimized".
    var detail = ""
    /// In bytes: what a guest sees. Nil if the file does not tell.
    var virtualSize: Int64?
    /// Why it is of no use as an image, each a sentence.
    var refusals: [String] = []
    /// What may go wrong, each a sentence.
    var warnings: [String] = []
    /// Why the image service refuses the data of a `bare` image, whatever its format, a sentence; nil if it does not.
    var unsafeData: String?
    /// What the image service takes it for when it looks into the data of a `bare` image; nil for plain data.
    var seenAs: String?

    init(_ format: ImageFileFormat, seenAs: String? = nil) {
        self.format = format
        self.seenAs = seenAs
    }

    mutating func refuse(_ sentence: String) { refusals.append(sentence) }

    mutating func warn(_ sentence: String) { warnings.append(sentence) }

    /// Takes over a size out of a header, or notes that there can be no such disk.
    mutating func setVirtualSize(_ size: Int64?) {
        virtualSize = size
        if size == nil { refuse("Its header is damaged: it gives an impossible size.") }
    }

    static let cut = "It is cut short: data that its header speaks of is not there. Fetch it again."

    /// - Parameter isTaken: Whether the image service takes such a file all the same.
    static func dependent(on other: String, isTaken: Bool = true) -> String {
        // The end of a path tells more than its beginning.
        let shown = other.count > 80 ? "…" + other.suffix(80) : other
        let other = other.isEmpty ? "another file" : "another file, \(shown)"
        let use = isTaken ? "so it is of no use alone" : "and the image service refuses such files"
        return "It only holds the difference to \(other), \(use): make one that stands alone with `qemu-img convert`."
    }
}
