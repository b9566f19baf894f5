"""A key manager for a private cloud: certificates in files, by which Glance verifies signed images.

The certificate of a UUID is STATE/certificates/UUID.pem; whoever asks gets it.
"""

import os

from castellan.common.exception import ManagedObjectNotFoundError
from castellan.common.objects.x_509 import X509
from castellan.key_manager.not_implemented_key_manager import NotImplementedKeyManager
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding


class Certificates(NotImplementedKeyManager):
    def get(self, context, managed_object_id, metadata_only=False):
        name = os.path.basename(managed_object_id)
        try:
            with open(f"{os.environ['CLOUD_STATE']}/certificates/{name}.pem", "rb") as file:
                certificate = x509.load_pem_x509_certificate(file.read())
        except FileNotFoundError:
            raise ManagedObjectNotFoundError(uuid=managed_object_id) from None
        return X509(certificate.public_bytes(Encoding.DER))
