internal import Canvas

/// Where the two columns stand in which properties are described.
struct MetadataAreas {
    let availableTitle: Rect
    let available: Rect
    let presentTitle: Rect
    let present: Rect
    /// Column of the line between the two.
    let divider: Int

    init(in rect: Rect) {
        let left = max(20, rect.columns * 2 / 5)
        divider = rect.column + left
        let (leftSide, rest) = rect.cutLeft(left)
        let rightSide = rest.cutLeft(2).rest
        (availableTitle, available) = leftSide.cutTop(1)
        (presentTitle, present) = rightSide.cutTop(1)
    }
}
