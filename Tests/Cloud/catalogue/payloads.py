"""Small but genuine image contents: Glance inspects what it is given, and so does Vitrine."""

import hashlib
import io
import struct
import tarfile

KIB, MIB, GIB = 1 << 10, 1 << 20, 1 << 30


class Payload:
    """The bytes of an image, with what Glance will find out about them."""

    def __init__(self, disk_format, data, capacity=None, container_format="bare"):
        self.disk_format, self.container_format, self.data = disk_format, container_format, data
        self.size = len(data)
        self.capacity = self.size if capacity is None else capacity
        # Glance looks only into what stands on its own.
        self.virtual_size = self.capacity if data and container_format == "bare" else None
        self.md5 = hashlib.md5(data).hexdigest()
        self.sha512 = hashlib.sha512(data).hexdigest()


def padded(*parts, to):
    return b"".join(part.ljust(-(-len(part) // to) * to, b"\0") for part in parts)


def qcow2(rng, virtual_size, used):
    """A qcow2 version 3 disk with `used` bytes of noise in its first clusters."""
    bits, cluster = 16, 64 * KIB
    data = rng.randbytes(-(-used // cluster) * cluster)
    count = len(data) // cluster
    assert count <= cluster // 8, "the noise has to fit under one level 2 table"
    copied = 1 << 63                                        # the cluster has exactly one owner
    header = struct.pack(">4sIQIIQIIQQIIQQQQII", b"QFI\xfb", 3, 0, 0, bits, virtual_size, 0,
                         -(-virtual_size // (cluster // 8 * cluster)), 3 * cluster, cluster, 1, 0, 0, 0, 0, 0, 4, 104)
    blocks = struct.pack(">Q", 2 * cluster)                 # one block of reference counts
    level1 = struct.pack(">Q", 4 * cluster | copied if count else 0)
    level2 = struct.pack(f">{count}Q", *[(5 + n) * cluster | copied for n in range(count)])
    owners = 5 + count if count else 4
    references = struct.pack(f">{owners}H", *[1] * owners)
    return Payload("qcow2", padded(header + bytes(8), blocks, references, level1, level2, data, to=cluster),
                   virtual_size)


def boot_record(size):
    """One partition that takes all: Glance refuses a boot record without any."""
    entry = b"\x80\x20\x21\0\x83\xfe\xff\xff" + struct.pack("<II", 8, size // 512 - 8)
    return bytes(446) + entry + bytes(48) + b"\x55\xaa"


def raw(rng, size, noise=8 * KIB):
    return Payload("raw", (boot_record(size) + rng.randbytes(min(size, noise) - 512)).ljust(size, b"\0"))


def iso(label):
    """An ISO 9660 volume with an empty root directory."""
    def both16(n): return struct.pack("<H", n) + struct.pack(">H", n)
    def both32(n): return struct.pack("<I", n) + struct.pack(">I", n)
    def text(s, n): return s.encode().ljust(n)[:n]

    def directory(name):
        return (bytes([34, 0]) + both32(20) + both32(2048) + bytes([126, 1, 1, 0, 0, 0, 0]) + bytes([2, 0, 0])
                + both16(1) + bytes([1]) + name)

    stamp = b"2026010100000000\0"
    volume = (b"\x01CD001\x01\0" + text("LINUX", 32) + text(label.upper(), 32) + bytes(8) + both32(21) + bytes(32)
              + both16(1) + both16(1) + both16(2048) + both32(10) + struct.pack("<II", 18, 0)
              + struct.pack(">II", 19, 0) + directory(b"\0") + text("", 128 * 4) + text("", 37 * 3) + stamp * 2
              + b"0" * 16 + b"\0" + stamp + b"\x01\0")
    path = b"\x01\0%s\x01\0\0\0"
    sectors = [bytes(2048)] * 16 + [volume, b"\xffCD001\x01", path % struct.pack("<I", 20),
                                    b"\x01\0\0\0\0\x14\0\x01\0\0", directory(b"\0") + directory(b"\x01")]
    return Payload("iso", padded(*sectors, to=2048))


def vmdk_bytes(virtual_size):
    """An empty sparse extent with its descriptor inside, as VMware's tools write it."""
    sectors = virtual_size // 512
    descriptor = ('# Disk DescriptorFile\nversion=1\nCID=123a45bc\nparentCID=ffffffff\ncreateType="monolithicSparse"\n'
                  f'RW {sectors} SPARSE "disk.vmdk"\nddb.adapterType = "lsilogic"\n').encode()
    grains = -(-sectors // 128)
    tables = -(-grains // 512)
    directory = 21                                          # sector of the grain directory
    first = directory + -(-tables * 4 // 512)
    overhead = -(-(first + tables * 4) // 128) * 128
    header = struct.pack("<4sIIQQQQIQQQB4sH", b"KDMV", 1, 3, sectors, 128, 1, 20, 512, 0, directory, overhead, 0,
                         b"\n \r\n", 0)
    places = struct.pack(f"<{tables}I", *[first + 4 * n for n in range(tables)])
    return (header.ljust(512, b"\0") + descriptor.ljust(20 * 512, b"\0") + places).ljust(overhead * 512, b"\0")


def vmdk(virtual_size):
    return Payload("vmdk", vmdk_bytes(virtual_size), virtual_size)


def vhd(size):
    """A dynamic disk without a block in use."""
    def summed(block, at):
        block = bytearray(block)
        struct.pack_into(">I", block, at, ~sum(block) & 0xFFFFFFFF)
        return bytes(block)

    blocks = size // (2 * MIB)
    footer = summed(struct.pack(">8sIIQI4sI4sQQHBBI", b"conectix", 2, 0x10000, 512, 0, b"vtrn", 0x10000, b"Wi2k", size,
                                size, min(size // (16 * 63 * 512), 65535), 16, 63, 3).ljust(512, b"\0"), 64)
    head = summed(struct.pack(">8sQQIII", b"cxsparse", 0xFFFFFFFFFFFFFFFF, 1536, 0x10000, blocks,
                              2 * MIB).ljust(1024, b"\0"), 36)
    return Payload("vhd", footer + head + padded(b"\xff" * blocks * 4, to=512) + footer, size)


def vdi(virtual_size):
    """A dynamic disk without a block in use."""
    blocks = -(-virtual_size // MIB)
    start = 512 + -(-blocks * 4 // 512) * 512
    head = b"<<< Oracle VM VirtualBox Disk Image >>>\n".ljust(64, b"\0")
    head += struct.pack("<IIIII", 0xBEDA107F, 0x00010001, 400, 1, 0) + bytes(256)
    head += struct.pack("<IIIIIIIQIIII", 512, start, 0, 0, 0, 512, 0, virtual_size, MIB, 0, blocks, 0)
    return Payload("vdi", (head.ljust(512, b"\0") + b"\xff" * blocks * 4).ljust(start, b"\0"), virtual_size)


def archive(**files):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for name, data in files.items():
            entry = tarfile.TarInfo(name.replace("_", ".", 1))
            entry.size = len(data)
            tar.addfile(entry, io.BytesIO(data))
    return out.getvalue()


def ova(name, virtual_size):
    disk = vmdk_bytes(virtual_size)
    ovf = ('<?xml version="1.0"?>\n<Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1">\n <References>'
           f'<File id="disk" href="disk.vmdk" size="{len(disk)}"/></References>\n <VirtualSystem id="{name}"/>\n'
           '</Envelope>\n')
    return Payload("vmdk", archive(appliance_ovf=ovf.encode(), disk_vmdk=disk), virtual_size, "ova")


def docker(rng):
    """A container image, as `docker save` writes it."""
    layer = archive(etc_motd=rng.randbytes(20 * KIB))
    return Payload("raw", archive(manifest_json=b'[{"Config":"config.json","Layers":["layer.tar"]}]',
                                  config_json=b'{"architecture":"amd64","os":"linux"}', layer_tar=layer),
                   container_format="docker")


def amazon(kind, rng, size):
    """A machine (ami), kernel (aki) or ramdisk (ari) image of the old three-part kind."""
    head = {"ami": boot_record(size), "aki": b"MZ".ljust(510, b"\0") + b"\x55\xaaHdrS", "ari": b"070701"}[kind]
    return Payload(kind, head + rng.randbytes(size - len(head)), container_format=kind)


def nothing():
    """What the record of a snapshot of volumes holds."""
    return Payload("raw", b"", 0)
