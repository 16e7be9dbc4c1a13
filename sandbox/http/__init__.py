"""The sandbox's HTTP side: Slack's addresses, the page, and the controls under `/_sandbox/`."""
