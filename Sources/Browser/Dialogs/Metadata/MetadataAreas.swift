internal import Canvas

/// Where the parts of Update Metadata stand.
struct MetadataAreas {
    let box: Rect
    let availableTitle: Rect
    let available: Rect
    let presentTitle: Rect
    let present: Rect
    let foot: Rect
    /// Column of the line between the two lists, and row of the line below them.
    let divider: Int
    let rule: Int

    init(body: Rect) {
        box = body
        let inner = body.inset(columns: 2, rows: 1)
        let (foot, lists) = inner.cutBottom(body.rows > 16 ? 3 : 2)
        self.foot = foot
        let above = lists.cutBottom(1).rest
        rule = lists.endRow - 1
        let left = max(20, above.columns * 2 / 5)
        divider = above.column + left
        let (leftSide, rest) = above.cutLeft(left)
        let rightSide = rest.cutLeft(2).rest
        (availableTitle, available) = leftSide.cutTop(1)
        (presentTitle, present) = rightSide.cutTop(1)
    }
}
