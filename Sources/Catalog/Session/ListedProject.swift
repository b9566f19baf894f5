/// A project as the identity service lists it to those who may see all of them.
package struct ListedProject: Hashable, Sendable, Identifiable {
    package var id: ProjectID
    package var name: String?
    /// The domain's name, or its ID where names may not be read. Names of projects are unique within one.
    package var domain: String?
    /// Whether anybody can sign in to it.
    package var isEnabled: Bool
    /// Empty where there is none.
    package var about: String

    package init(
        id: ProjectID, name: String? = nil, domain: String? = nil, isEnabled: Bool = true, about: String = ""
    ) {
        self.id = id
        self.name = name
        self.domain = domain
        self.isEnabled = isEnabled
        self.about = about
    }
}
