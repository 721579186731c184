//! What fuzzing has found is read once more by every target, without a fuzzer.

use panless_fuzz::{TARGETS, corpus};

#[test]
fn every_input_of_every_corpus_is_read_without_a_complaint() {
    for target in TARGETS {
        let inputs = corpus::read(target.name).unwrap_or_else(|error| panic!("{}: {error}", target.name));
        assert!(!inputs.is_empty(), "{} has no corpus", target.name);
        for input in inputs {
            let ended = std::panic::catch_unwind(|| (target.run)(&input));
            assert!(ended.is_ok(), "{} fails on {}", target.name, corpus::line(&input));
        }
    }
}

#[test]
fn a_line_stands_for_the_bytes_that_it_was_made_of() {
    let all: Vec<u8> = (0..=255).chain(*b"\\x41\\\\n").collect();
    assert_eq!(corpus::bytes(&corpus::line(&all)), all);
    assert!(!corpus::line(&all).contains('\n'));
}
