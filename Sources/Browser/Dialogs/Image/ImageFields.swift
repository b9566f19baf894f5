internal import Canvas
internal import Catalog

/// The fields that Create Image and Edit Image have in common (dialogs.md 3.1 and 4): made from an image, checked, and
/// put into one.
enum ImageFields {
    /// Text properties that have a field of their own, by the field's ID, which is the property's key.
    static let propertyKeys = [
        "description", "os_distro", "os_version", "os_admin_user", "hw_qemu_guest_agent", "hw_cpu_policy",
        "hw_cpu_thread_policy",
    ]

    /// Fields that say what the image is; locked once it is published (R3).
    static let contentIDs = ["name", "min_disk", "min_ram", "tags"] + propertyKeys

    static func make(from image: Image) -> [FormField] {
        [
            FormField(
                "name", "Name", .text(TextField(image.name ?? "")), isRequired: true,
                help: "By convention <os>-<version>-<profile>-v<major>.<minor>, for instance ubuntu-24.04-base-v1.0."),
            text("description", "Description", image, help: "One line on what the image is for."),
            FormField(
                "min_disk", "Minimum disk", .number(TextField(String(image.minDisk)), unit: "GB"), isRequired: true,
                help: "Flavors with a smaller disk are refused; 0 means any."),
            FormField(
                "min_ram", "Minimum RAM", .number(TextField(String(image.minRAM)), unit: "MB"), isRequired: true,
                help: "Flavors with less memory are refused; 0 means any."),
            FormField(
                "protected", "Protected", .toggle(image.isProtected),
                help: "A protected image cannot be deleted by anyone until this is lifted."),
            FormField(
                "os_hidden", "Hidden", .toggle(image.isHidden),
                help: "Hidden images are left out of default lists; H shows them here."),
            FormField(
                "tags", "Tags", .list(image.tags, entry: TextField()),
                help: "Enter adds; Backspace takes back. Quotation marks keep blanks together."),
        ]
    }

    /// The group "Template": plain properties that other dashboards ask for.
    static func template(from image: Image) -> [FormField] {
        [
            distribution(image),
            text("os_version", "OS version", image, help: "As the distributor writes it: 24.04, 9, 2022."),
            text("os_admin_user", "OS admin", image, help: "The login name: root, ubuntu, Administrator …"),
            choice(
                "hw_qemu_guest_agent", "Guest agent", image, ["yes", "no"],
                help: "Whether the QEMU guest agent is inside."),
            choice(
                "hw_cpu_policy", "CPU policy", image, ["dedicated", "shared"], help: "Not set: the flavor decides."),
            choice(
                "hw_cpu_thread_policy", "CPU threads", image, ["prefer", "isolate", "require"],
                help: "Only with the CPU policy dedicated."),
        ]
    }

    private static func distribution(_ image: Image) -> FormField {
        var field = text("os_distro", "OS", image, help: "In lower case; C-o chooses, other words are possible.")
        let known = [
            "centos", "ubuntu", "fedora", "windows", "debian", "almalinux", "rocky", "rhel", "oraclelinux", "arch",
            "freebsd", "opensuse", "sled", "others",
        ]
        field.candidates = known.sorted().map { FormOption($0, $0) }
        return field
    }

    private static func text(_ key: String, _ label: String, _ image: Image, help: String) -> FormField {
        FormField(key, label, .text(TextField(image.properties[key] ?? "")), help: help)
    }

    /// A property with known values; the first choice takes the key away. A value that is none of them stays one.
    static func choice(
        _ key: String, _ label: String, _ image: Image, _ values: [String], help: String
    ) -> FormField {
        let now = image.properties[key] ?? ""
        let all = now.isEmpty || values.contains(now) ? values : values + [now]
        let options = [FormOption("", "not set")] + all.map { FormOption($0, $0) }
        let selected = options.firstIndex { $0.value == now } ?? 0
        return FormField(key, label, .choice(options, selected: selected), help: help)
    }

    // MARK: Into an image

    /// The image with the answers of the form.
    static func applied(_ form: Form, to image: Image) -> Image {
        var image = image
        if !shows(form, "name", image.name) { image.name = form["name"].value }
        image.minDisk = form["min_disk"].number ?? image.minDisk
        image.minRAM = form["min_ram"].number ?? image.minRAM
        image.isProtected = form["protected"].isOn
        image.isHidden = form["os_hidden"].isOn
        image.tags = Set(form["tags"].items).sorted()
        for key in propertyKeys where form.fields.contains(where: { $0.id == key }) {
            let value = form[key].value
            if shows(form, key, image.properties[key]) { continue }
            image.properties[key] = value.isEmpty ? nil : value
        }
        return image
    }

    /// Whether a field is as it was made. It shows one line without control characters, of which the image may have more:
    /// what nobody typed over stays as it is.
    private static func shows(_ form: Form, _ id: String, _ original: String?) -> Bool {
        form[id].value == TextField(original ?? "").text
    }

    // MARK: Checking

    /// R2: a version's name is used once by an owner. Everything else about names is advice (R42).
    static func checkName(_ form: inout Form, of owner: ProjectID?, but image: ImageID? = nil, in browser: Browser) {
        let name = form["name"].value
        guard !name.isEmpty else { return }
        let others = browser.catalogue.slots(named: name).compactMap { browser.catalogue[$0] }.filter {
            !$0.isWithdrawn && $0.id != image
        }
        let own = others.first { $0.image.owner == owner }
        guard let other = own ?? others.first else { return }
        if own != nil, VersionedName(name) != nil {
            form["name"].mistake =
                "This version is there already (\(other.id)). A version's name is used once: take the next one."
        } else {
            let whose = own == nil ? browser.catalogue.projects.label(of: other.image.owner) : "the same owner"
            form["name"].warning = "An image of this name is there already, of \(whose)."
        }
    }

    /// Writes mistakes and warnings to the fields.
    static func check(_ form: inout Form, kind: ImageKind = .image) {
        let name = form["name"].value
        var properties = Properties()
        for key in ["os_distro", "os_version"] { properties[key] = form[key].value }
        let advice = NameAdvice.advice(name, properties: properties)
        form["name"].mistake = name.isEmpty ? "An image needs a name." : advice.first(where: \.isError)?.sentence
        form["name"].warning = kind == .image && !name.isEmpty ? advice.first { !$0.isError }?.sentence : nil
        for (id, unit) in [("min_disk", "GB"), ("min_ram", "MB")] {
            let number = form[id].number
            let isFine = number.map { (0...2_147_483_647).contains($0) } ?? false
            form[id].mistake = isFine ? nil : "A whole number of \(unit) from 0 to 2147483647."
        }
        form["description"].mistake =
            form["description"].value.count > 255
            ? "At most 255 characters; these are \(form["description"].value.count)." : nil
        let tags = form["tags"].items
        form["tags"].mistake =
            tags.count > 128
            ? "At most 128 tags; these are \(tags.count)."
            : tags.first { $0.unicodeScalars.count > 255 }.map { "A tag has at most 255 characters: \($0.prefix(20))…" }
        form["hw_cpu_thread_policy"].warning =
            !form["hw_cpu_thread_policy"].value.isEmpty && form["hw_cpu_policy"].value != "dedicated"
            ? "Has an effect only with the CPU policy dedicated." : nil
        for field in form.fields where field.mistake == nil {
            guard let odd = field.value.unicodeScalars.first(where: { $0.value > 0xFFFF }) else { continue }
            form[field.id].mistake = "The image service refuses characters like \(odd), outside Unicode's basic plane."
        }
    }
}
