import Browser
import Canvas
import Catalog
import Testing

extension Pilot {
    /// Members of Samples with a dialog's key pressed on an image; what the dialogs ask of the outside is left aside.
    static func acting(
        _ key: String, on name: String, session: Session = Samples.member, pane: String? = nil, columns: Int = 80,
        rows: Int = 45
    ) -> Pilot {
        let isAdmin = session.isAdmin
        let pilot = Pilot.signedIn(
            columns: max(columns, 80), rows: 45, session: session,
            entries: Samples.catalogue + (isAdmin ? Samples.foreign : []))
        pilot.leavesEffects = true
        if let pane { pilot.press(pane) }
        // Where there is little room names are cut.
        pilot.go(to: name)
        pilot.resize(columns: columns, rows: rows)
        pilot.press(key)
        return pilot
    }

    /// Whether a dialog says something, wherever its lines are broken, those of commands too.
    func says(_ text: String) -> Bool {
        let words = frame.text.split { $0 == " " || $0 == "\n" || $0 == "│" || $0 == "█" }.filter { $0 != "\\" }
        return words.joined(separator: " ").contains(text)
    }

    /// What was asked to be sent so far.
    var plans: [ChangePlan] {
        effects.compactMap { if case .run(let plan) = $0 { plan } else { nil } }
    }

    /// The changes of the only plan.
    var changes: [ImageChange] { plans.count == 1 ? plans[0].steps.map(\.change) : [] }
}

extension ImageChange {
    /// One attribute from one value to another.
    static func edit(_ field: ImageField, _ from: JSONValue?, _ to: JSONValue?) -> ImageChange {
        .edit(ImagePatch([ImagePatch.Entry(field, from: from, to: to)]))
    }
}
