"""`python -m yuheng` is the command `yuheng`."""

import sys

from yuheng.config.cli import main

sys.exit(main())
