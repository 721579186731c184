//! The runner that cargo calls for wasm tests: wasm-bindgen's own, from the version in Cargo.lock.
//!
//! A crate of its own because it takes a minute to compile, and only `cargo xtask web` needs it.

fn main() -> anyhow::Result<()> {
    wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(std::env::args_os())
}
