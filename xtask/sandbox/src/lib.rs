//! Sandbox gateways and a demo merchant.
