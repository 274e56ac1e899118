"""A driveway before a camera: drawn scenes, or pictures of one's own, played one by one."""
