enum ReplicaPlaceholder {}
