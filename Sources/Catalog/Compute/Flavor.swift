/// How much of a machine a server gets.
package struct Flavor: Hashable, Sendable, Identifiable {
    package var id: String
    package var name: String
    package var cpus: Int
    /// In MiB.
    package var ram: Int
    /// In GiB; 0 stands for a disk as large as the image's.
    package var disk: Int

    package init(id: String, name: String, cpus: Int, ram: Int, disk: Int) {
        self.id = id
        self.name = name
        self.cpus = cpus
        self.ram = ram
        self.disk = disk
    }

    /// `2 CPUs, 4.0 GiB of memory, 40 GB of disk`
    package var summary: String {
        let size = disk == 0 ? "a disk of the image's size" : "\(disk) GB of disk"
        return "\(counted(cpus, "CPU")), \(ByteSize(Int64(ram) << 20).short) of memory, \(size)"
    }

    /// Why it is too small for an image, a sentence; nil if it is not.
    package func objection(to image: Image) -> String? {
        if ram < image.minRAM { return "Too little memory: \(ram) MB, and the image needs \(image.minRAM) MB." }
        guard disk > 0 else { return nil }
        if disk < image.minDisk { return "Too little disk: \(disk) GB, and the image needs \(image.minDisk) GB." }
        let bytes = max(image.size ?? 0, image.virtualSize ?? 0)
        return bytes > Int64(disk) << 30
            ? "Too little disk: \(disk) GB, and the image has \(ByteSize(bytes).short)." : nil
    }
}
