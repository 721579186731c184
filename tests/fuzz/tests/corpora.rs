//! What fuzzing has found is read once more by every target, without a fuzzer.

use panless::card::brand::BrandRules;
use panless::card::number;
use panless::verdict::Status;
use panless_fuzz::{TARGETS, corpus};
use std::collections::BTreeSet;
use std::fs;

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

/// A fuzzer makes up numbers, and one of them could be somebody's. What stands in a seed was published; four different digits at most
/// are nobody's.
#[test]
fn no_committed_input_holds_a_card_number_that_nobody_published() {
    let seeds = |name| fs::read_to_string(format!("{}/seeds/{name}.txt", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let seeds: String = TARGETS.iter().map(|target| seeds(target.name)).collect();
    let is_card = |run: &&str| {
        let is_good = number::judge(run, &BrandRules::default()).status() == Status::Valid;
        let is_plain = run.bytes().collect::<BTreeSet<_>>().len() <= 4;
        is_good && !is_plain && !seeds.contains(run)
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
