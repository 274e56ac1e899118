"""Runs `script/bench`."""

import logging
import sys

# The stub server's process, which is started from here, imports this module, too: it shall not
# load a whole Home Assistant.
if __name__ == "__main__":
    logging.basicConfig(level=logging.ERROR)
    # As it is loaded, core logs a traceback where there is no libturbojpeg. Nobody scales here.
    logging.getLogger("homeassistant.components.camera.img_util").setLevel(logging.CRITICAL)

    from .command import main

    sys.exit(main())
