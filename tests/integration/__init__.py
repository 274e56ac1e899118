"""The integration inside Home Assistant's test harness, against the sandbox over real HTTP."""
