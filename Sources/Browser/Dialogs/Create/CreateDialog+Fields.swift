internal import Canvas
internal import Catalog

/// The fields of Create Image (dialogs.md 3.1) and their order.
extension CreateDialog {
    /// Properties that have a field of their own beside their place among the metadata.
    static let mirroredKeys =
        ImageFields.propertyKeys + ["usage_type", "architecture", "kernel_id", "ramdisk_id"] + Signature.keys

    /// What is folded away under a heading.
    static let groups: [(id: String, fields: [String])] = [
        (
            "template",
            [
                "os_distro", "os_version", "os_admin_user", "usage_type", "hw_qemu_guest_agent", "hw_cpu_policy",
                "hw_cpu_thread_policy",
            ]
        ),
        ("more", ["architecture", "kernel_id", "ramdisk_id", "store", "route"]), ("signature", SignatureSection.ids),
    ]

    static func steps(isShared: Bool) -> [Form.Step] {
        let details =
            [
                "source", "file", "url", "format", "version", "name", "description", "min_disk", "min_ram",
                "visibility",
            ] + PublishingChecks.ids + ["owner", "protected", "os_hidden", "tags"]
            + groups.flatMap { [$0.id] + $0.fields }
        return [Form.Step("Image Details", details), Form.Step("Metadata", ["metadata"])]
            + (isShared ? [Form.Step("Members", ["offer", "members"])] : []) + [Form.Step("Review", ["review"])]
    }

    /// The value that stands for a pair of formats.
    static func value(of choice: FormatChoice) -> String { "\(choice.disk)/\(choice.container)" }

    static func fields(
        _ model: Image, _ next: NextVersion, _ columns: MetadataColumns, in browser: Browser
    ) -> [FormField] {
        let preset = FormatChoice(disk: model.diskFormat, container: model.containerFormat).map { value(of: $0) } ?? ""
        var format = FormField(
            "format", "Format", .choice([FormOption(preset, preset)], selected: 0), isRequired: true,
            help: "What the data is. Found out from the file; a letter goes to the next that begins with it.")
        format.explanation = """
            QCOW2 is the general choice; raw is best on Ceph storage and needs the full size of the disk; VHD, VHDX and \
            VMDK are for images that were brought from elsewhere, and are better converted. The service looks into the \
            data, and refuses what is not of the format that is said; the record is of no use then.
            """
        let fileHelp =
            "The file is looked into, and format, smallest disk and a name are filled in where you have entered nothing."
        return DataFields.make(fileHelp: fileHelp) + [format, next.field] + ImageFields.make(from: model)
            + template(model, in: browser) + PublishingChecks.fields
            + [visibility(in: browser), owner(next.owner, in: browser)] + more(model)
            + [FormField("signature", "Signature", .group(isOpen: false, summary: ""), help: "Space unfolds.")]
            + SignatureSection.fields(model.properties)
            + [
                FormField(
                    "metadata", "Metadata", .metadata(columns),
                    help: "Left: what the cloud defines. Right: what the image will have."),
                FormField("offer", "", .note(offerNote)), members(in: browser),
                FormField(
                    "review", "What will be sent", .review([], commands: []), help: "Y copies the commands."),
            ]
    }

    private static func template(_ model: Image, in browser: Browser) -> [FormField] {
        var fields = ImageFields.template(from: model)
        fields.insert(
            ImageFields.choice(
                "usage_type", "Usage", model,
                ["common", "ironic"]
                    + (browser.session?.isAdmin == true
                        ? ["ironic_enroll", "octavia", "trove", "magnum", "heat"] : []),
                help: "Where other dashboards offer it for launching; not set means common."), at: 3)
        return [FormField("template", "Template", .group(isOpen: false, summary: ""), help: "Space unfolds.")] + fields
    }

    private static func visibility(in browser: Browser) -> FormField {
        let rights = browser.rights
        func option(_ visibility: Visibility, _ title: String, _ detail: String) -> FormOption {
            FormOption(
                visibility.text, title, detail: detail,
                refusal: rights.refusal(ofVisibility: visibility, for: nil, in: browser.active))
        }
        let options = [
            option(.private, "Private", "only the owner, while it is checked"),
            option(.shared, "Shared", "the owner, and projects it is offered to"),
            option(.community, "Community", "every project, read-only; listed for all"),
            option(.public, "Public", "every project, shown by default"),
        ]
        var field = FormField(
            "visibility", "Visibility", .choice(options, selected: 0),
            help: "A new image starts private while it is checked; v promotes it afterwards.")
        field.explanation =
            "Private until it was checked, says the platform. " + rights.rulesInForce
        return field
    }

    /// For administrators; elsewhere an image belongs to the own project.
    private static func owner(_ preset: ProjectID?, in browser: Browser) -> FormField {
        var field = FormField(
            "owner", "Owner project", .text(TextField(preset?.rawValue ?? "")),
            help: "ID or name; empty for your own project. C-o chooses.")
        field.candidates = ProjectChoice.options(in: browser)
        field.isVisible = browser.session?.isAdmin == true && (browser.active == .admin || preset != nil)
        field.placeholder = browser.session?.project.map { $0.name ?? $0.id.rawValue } ?? ""
        return field
    }

    private static func members(in browser: Browser) -> FormField {
        var field = FormField(
            "members", "Target project", .list([], entry: TextField()),
            help: "Project IDs, with blanks or commas between several; C-o chooses. Empty: share later.")
        field.candidates = ProjectChoice.options(in: browser)
        return field
    }

    private static let offerNote = """
        Projects have access as soon as they are added, and find the image in their lists once they accept: tell their \
        administrators.
        """

    private static func more(_ model: Image) -> [FormField] {
        func text(_ id: String, _ label: String, _ candidates: [FormOption], _ help: String) -> FormField {
            var field = FormField(id, label, .text(TextField(model.properties[id] ?? "")), help: help)
            field.candidates = candidates
            return field
        }
        return [
            FormField(
                "more", "Hardware, store", .group(isOpen: false, summary: ""), help: "Space unfolds."),
            text(
                "architecture", "Architecture", architectures.map { FormOption($0, $0) },
                "The processor it is for; empty if any will do. C-o chooses."),
            text("kernel_id", "Kernel", [], "The ID of a kernel image. C-o chooses."),
            text("ramdisk_id", "Ramdisk", [], "The ID of a ramdisk image. C-o chooses."),
        ] + DataFields.site()
    }

    private static let architectures = [
        "x86_64", "aarch64", "armv7l", "i686", "ppc64le", "ppc64", "riscv64", "s390x", "mips64el", "sparc64",
    ]
}

extension FormField {
    /// Offers these options; the value stays what it is, if it is one of them.
    mutating func offer(_ options: [FormOption]) {
        guard case .choice(let now, _) = control, now != options, !options.isEmpty else { return }
        let found = wanted.flatMap { wanted in options.firstIndex { $0.value == wanted } }
        let index = found ?? options.firstIndex { $0.value == value } ?? 0
        control = .choice(options, selected: index)
    }

    /// The project that is meant by its ID, or by a name that only one has.
    func project(named text: String) -> ProjectID {
        let named = candidates.filter { $0.title == text }
        return ProjectID(named.count == 1 ? named[0].value : text)
    }
}
