internal import Catalog

/// An image in the form in which the replica keeps it: everything the service said, in about a third of its JSON.
///
/// The ID is kept beside it, in a column of its own.
enum PackedImage {
    /// Which of the fields that may be missing are there, in the order in which they follow.
    private struct Presence: OptionSet {
        let rawValue: UInt64

        static let name = Presence(rawValue: 1 << 0)
        static let protected = Presence(rawValue: 1 << 1)
        static let hidden = Presence(rawValue: 1 << 2)
        static let owner = Presence(rawValue: 1 << 3)
        static let diskFormat = Presence(rawValue: 1 << 4)
        static let containerFormat = Presence(rawValue: 1 << 5)
        static let limits = Presence(rawValue: 1 << 6)
        static let size = Presence(rawValue: 1 << 7)
        static let virtualSize = Presence(rawValue: 1 << 8)
        static let checksums = Presence(rawValue: 1 << 9)
        static let createdAt = Presence(rawValue: 1 << 10)
        static let updatedAt = Presence(rawValue: 1 << 11)
        static let tags = Presence(rawValue: 1 << 12)
        static let stores = Presence(rawValue: 1 << 13)
        static let extras = Presence(rawValue: 1 << 14)
    }

    static func pack(_ image: Image) -> [UInt8] {
        var writer = PackWriter(capacity: 512)
        var presence: Presence = []
        func mark(_ bit: Presence, _ isThere: Bool) { if isThere { presence.insert(bit) } }
        mark(.name, image.name != nil)
        mark(.protected, image.isProtected)
        mark(.hidden, image.isHidden)
        mark(.owner, image.owner != nil)
        mark(.diskFormat, image.diskFormat != nil)
        mark(.containerFormat, image.containerFormat != nil)
        mark(.limits, image.minDisk != 0 || image.minRAM != 0)
        mark(.size, image.size != nil)
        mark(.virtualSize, image.virtualSize != nil)
        mark(.checksums, !image.packedChecksums.isEmpty)
        mark(.createdAt, image.createdAt != nil)
        mark(.updatedAt, image.updatedAt != nil)
        mark(.tags, !image.tags.isEmpty)
        mark(.stores, !image.stores.isEmpty)
        mark(.extras, !image.extras.isEmpty)
        writer.count(presence.rawValue)
        writer.word(image.status.text, known: ImageStatus.known.firstIndex(of: image.status))
        writer.word(image.visibility.text, known: Visibility.known.firstIndex(of: image.visibility))
        if let name = image.name { writer.text(name) }
        if let owner = image.owner { writer.text(owner.rawValue) }
        if let format = image.diskFormat { writer.text(format) }
        if let format = image.containerFormat { writer.text(format) }
        if presence.contains(.limits) {
            writer.integer(Int64(image.minDisk))
            writer.integer(Int64(image.minRAM))
        }
        if let size = image.size { writer.integer(size) }
        if let size = image.virtualSize { writer.integer(size) }
        if presence.contains(.checksums) { writer.block(image.packedChecksums) }
        if let moment = image.createdAt { writer.integer(moment.seconds) }
        if let moment = image.updatedAt { writer.integer(moment.seconds) }
        if presence.contains(.tags) { writer.texts(image.tags) }
        if presence.contains(.stores) { writer.texts(image.stores) }
        writer.texts(image.properties.keys)
        for value in image.properties.values { writer.text(value) }
        if presence.contains(.extras) { writer.object(image.extras) }
        return writer.bytes
    }

    /// Texts that repeat from record to record come from `interner`.
    static func unpack(
        _ bytes: UnsafeRawBufferPointer, id: ImageID, sharing interner: inout Interner
    ) throws(DamagedRecord) -> Image {
        var reader = PackReader(bytes)
        let presence = Presence(rawValue: try reader.count())
        let status = try reader.word(known: ImageStatus.known, other: ImageStatus.init)
        let visibility = try reader.word(known: Visibility.known, other: Visibility.init)
        var image = Image(id: id, status: status, visibility: visibility)
        image.isProtected = presence.contains(.protected)
        image.isHidden = presence.contains(.hidden)
        if presence.contains(.name) { image.name = try reader.text() }
        if presence.contains(.owner) { image.owner = ProjectID(interner(try reader.text())) }
        if presence.contains(.diskFormat) { image.diskFormat = try reader.text() }
        if presence.contains(.containerFormat) { image.containerFormat = try reader.text() }
        if presence.contains(.limits) {
            image.minDisk = Int(try reader.integer())
            image.minRAM = Int(try reader.integer())
        }
        if presence.contains(.size) { image.size = try reader.integer() }
        if presence.contains(.virtualSize) { image.virtualSize = try reader.integer() }
        if presence.contains(.checksums) { image.packedChecksums = try reader.block() }
        if presence.contains(.createdAt) { image.createdAt = Instant(seconds: try reader.integer()) }
        if presence.contains(.updatedAt) { image.updatedAt = Instant(seconds: try reader.integer()) }
        if presence.contains(.tags) { image.tags = interner(try reader.texts()) }
        if presence.contains(.stores) { image.stores = interner(try reader.texts()) }
        image.properties = try properties(from: &reader, sharing: &interner)
        if presence.contains(.extras) { image.extras = try reader.object() }
        guard reader.isAtEnd else { throw DamagedRecord() }
        return image
    }

    private static func properties(
        from reader: inout PackReader, sharing interner: inout Interner
    ) throws(DamagedRecord) -> Properties {
        let keys = interner(try reader.texts())
        var values: [String] = []
        values.reserveCapacity(keys.count)
        for _ in keys { values.append(interner(try reader.text())) }
        return Properties(keys: keys, values: values)
    }
}

extension PackWriter {
    /// A word of an enumeration: its number from 1 on, or 0 and the word itself.
    fileprivate mutating func word(_ text: String, known index: Int?) {
        count((index ?? -1) + 1)
        if index == nil { self.text(text) }
    }
}

extension PackReader {
    fileprivate mutating func word<Word>(known: [Word], other: (String) -> Word) throws(DamagedRecord) -> Word {
        let number = try count()
        if number == 0 { return other(try text()) }
        guard number <= UInt64(known.count) else { throw DamagedRecord() }
        return known[Int(number) - 1]
    }
}
