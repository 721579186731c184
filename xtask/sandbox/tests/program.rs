//! The program itself: what it prints, and when it stops.

use panless_sandbox::{affinipay, nelnet, pepper, stripe};
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

/// Starts the program and reads its first line.
fn start(arguments: &[&str]) -> (Child, Value) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_panless-sandbox"));
    let mut child = program.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    (child, serde_json::from_str(&line).unwrap())
}

fn answers(url: &Value) -> bool {
    TcpStream::connect(url.as_str().unwrap().strip_prefix("http://").unwrap()).is_ok()
}

#[test]
fn prints_addresses_that_answer_and_one_that_does_not_and_stops_when_its_input_closes() {
    let (mut child, line) = start(&["--stop-with-stdin"]);
    for name in
        ["shop", "frames", "affinipay", "nelnet", "pepper", "stripe", "relay", "chargezoom", "ontraport", "foreign"]
    {
        assert!(answers(&line[name]), "{name}");
    }
    assert!(!answers(&line["refused"]));
    drop(child.stdin.take());
    assert!(child.wait().unwrap().success());
}

#[test]
fn without_being_told_it_outlives_its_input_and_stops_when_asked() {
    let (mut child, line) = start(&[]);
    drop(child.stdin.take());
    assert!(answers(&line["shop"]) && child.try_wait().unwrap().is_none());
    let asked = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
    assert!(asked.success() && child.wait().unwrap().success());
}

#[test]
fn a_key_without_its_gateway_is_a_usage_error() {
    for (option, key) in [
        ("--affinipay-key", affinipay::PUBLIC_KEY),
        ("--nelnet-key", nelnet::PUBLIC_KEY),
        ("--pepper-key", pepper::PUBLIC_KEY),
        ("--stripe-key", stripe::PUBLIC_KEY),
    ] {
        let mut program = Command::new(env!("CARGO_BIN_EXE_panless-sandbox"));
        let output = program.args([option, key]).output().unwrap();
        assert!(!output.status.success() && output.stdout.is_empty());
    }
}
