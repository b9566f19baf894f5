import Catalog
import Foundation

/// The openstack client: another program's opinion.
struct OpenStackClient: Sendable {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    let cloud: PrivateCloud

    /// The images that `openstack image list` names for a user.
    func images(_ user: String, _ options: String...) async throws -> Set<ImageID> {
        let (status, output) = try await Shell.run(
            [cloud.bin + "/openstack", "--os-cloud", user, "image", "list"] + options + ["-c", "ID", "-f", "value"],
            environment: [
                "OS_CLIENT_CONFIG_FILE": cloud.state + "/clouds.yaml", "HOME": cloud.state, "PYTHONWARNINGS": "ignore",
            ])
        guard status == 0 else { throw Failure(description: "openstack image list \(options): \(output)") }
        return Set(output.split(separator: "\n").map { ImageID(String($0)) })
    }
}
