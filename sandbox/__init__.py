"""A local Slack workspace: Slack's documented wire protocol on one port, with a page to act as its people.

A development tool: the product never imports it, and it never imports the product.
"""
