enum OpenStackPlaceholder {}
