//! What fuzzing has found is read once more by every target, without a fuzzer.

use panless::card::brand::BrandRules;
use panless::card::number;
use panless::verdict::Status;
use panless_fuzz::{TARGETS, corpus};
use std::collections::BTreeSet;

/// Those of the seeds, published for tests.
const PUBLISHED: [&str; 14] = [
    "30569309025904",
    "3566002020360505",
    "36227206271667",
    "378282246310005",
    "4111111111111111",
    "4222222222222",
    "4242424242424242",
    "5555555555554444",
    "6011111111111117",
    "6304000000000000",
    "6200000000000005",
    "6205500000000000004",
    "2223003122003222",
    "5105105105105100",
];

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

/// A fuzzer makes up numbers, and one of them could be somebody's. Four different digits at most are nobody's.
#[test]
fn no_committed_input_holds_a_card_number_that_nobody_published() {
    let is_card = |run: &&str| {
        let is_good = number::judge(run, &BrandRules::default()).status() == Status::Valid;
        let is_plain = run.bytes().collect::<BTreeSet<_>>().len() <= 4;
        is_good && !is_plain && !PUBLISHED.contains(run)
    };
    let mut found = Vec::new();
    for target in TARGETS {
        for input in corpus::read(target.name).unwrap() {
            let line = corpus::line(&input);
            let runs = line.split(|character: char| !character.is_ascii_digit());
            found.extend(runs.filter(is_card).map(|run| format!("{}: {run} in {line}", target.name)));
        }
    }
    assert!(found.is_empty(), "take these lines out:\n{}", found.join("\n"));
}
