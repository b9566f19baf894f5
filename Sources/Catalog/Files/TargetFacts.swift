/// What there is at the place where an export is to be written to.
package struct TargetFacts: Hashable, Sendable {
    /// The file that is meant, from the root on: a folder that was typed has the proposed name in it.
    package var path: String
    /// The size of the file that is there already, in bytes; nil if there is none.
    package var existing: Int64?
    /// Bytes that are there of an earlier attempt for the same image.
    package var part: Int64
    /// Room on the disk for this user, in bytes.
    package var free: Int64

    package init(path: String, existing: Int64? = nil, part: Int64 = 0, free: Int64) {
        self.path = path
        self.existing = existing
        self.part = part
        self.free = free
    }

    /// Bytes that are missing on the disk for data of that size; nil if there is room (R38).
    package func lack(for size: Int64) -> Int64? {
        let lack = size - part - free
        return lack > 0 ? lack : nil
    }
}
