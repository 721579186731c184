//! The attack scripts as they are sent, and the third host that counts what reaches it.

mod support;

use panless_sandbox::nelnet::hostile::TABLE;
use serde_json::json;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream, UdpSocket};
use support::{World, read};

fn address(origin: &str) -> SocketAddr {
    origin.strip_prefix("http://").unwrap().parse().unwrap()
}

#[tokio::test]
async fn every_attack_knows_its_trap_and_ends_with_the_callback_and_a_real_token() {
    let world = World::start().await;
    let trap = world.trap("all").await;
    for row in TABLE {
        let text = world.script(&format!("{}~all", row.name)).await;
        let name = row.name.strip_prefix("hostile-").unwrap();
        assert!(
            text.contains(&format!("run((token) => cb(token));\n}})(\"{trap}\", \"all\", \"{name}\", {{")),
            "{name}"
        );
    }
    let text = world.script("hostile-fetch~all").await;
    let token = text.rsplit("\"fetch\", ").next().unwrap().trim_end().strip_suffix(");").unwrap();
    let token: serde_json::Value = serde_json::from_str(token).unwrap();
    assert_eq!(read(world.nelnet_charge(token["id"].as_str().unwrap(), 1_000)).await.0, 200);
}

#[tokio::test]
async fn a_trap_that_nobody_opened_has_seen_nothing() {
    let world = World::start().await;
    let nothing = json!({ "address": null, "connections": 0, "packets": 0, "requests": [], "received": "" });
    assert_eq!(world.leaked("untouched").await, nothing);
}

#[tokio::test]
async fn an_ordinary_token_opens_no_trap() {
    let world = World::start().await;
    world.script("ok~usual").await;
    assert!(world.leaked("usual").await["address"].is_null());
}

#[tokio::test]
async fn a_request_is_counted_for_its_tag_alone_with_every_byte() {
    let world = World::start().await;
    let (mine, other) = (world.trap("mine").await, world.trap("other").await);
    assert_ne!(mine, other);
    let response = world.client.post(format!("{mine}/xhr?4111")).body("stolen").send().await.unwrap();
    assert_eq!(support::header(&response, "access-control-allow-origin"), Some("*"));
    let seen = world.leaked("mine").await;
    assert_eq!((&seen["connections"], &seen["requests"][0]["path"]), (&json!(1), &json!("/xhr")));
    assert!(seen["received"].as_str().unwrap().starts_with("POST /xhr?4111 HTTP/1.1"));
    assert!(seen["received"].as_str().unwrap().ends_with("stolen"));
    assert_eq!(world.leaked("other").await["connections"], 0);
}

#[tokio::test]
async fn a_connection_without_a_request_is_counted() {
    let world = World::start().await;
    let _held = TcpStream::connect(address(&world.trap("bare").await)).unwrap();
    let counted = world.until_true(async || world.leaked("bare").await["connections"] == 1).await;
    assert!(counted && world.leaked("bare").await["requests"] == json!([]));
}

// Reading blocks this thread; the trap needs another.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_no_http_is_counted_and_kept() {
    let world = World::start().await;
    let mut stream = TcpStream::connect(address(&world.trap("tls").await)).unwrap();
    stream.write_all(b"\x16\x03\x01 and so on\r\n\r\n").unwrap();
    let _answer = stream.read(&mut [0; 256]).unwrap();
    let seen = world.leaked("tls").await;
    assert_eq!((&seen["connections"], seen["requests"].as_array().unwrap().len()), (&json!(1), 0));
    assert!(seen["received"].as_str().unwrap().contains("and so on"));
}

#[tokio::test]
async fn a_packet_is_counted_at_the_same_number() {
    let world = World::start().await;
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    socket.send_to(b"binding request", address(&world.trap("stun").await)).unwrap();
    assert!(world.until_true(async || world.leaked("stun").await["packets"] == 1).await);
    assert_eq!(world.leaked("stun").await["received"], "binding request");
}
