//! What the loader calls, in any order, with any numbers. Only where `src/wasm` is built for this machine.

use arbitrary::{Arbitrary, Result, Unstructured};
use panless::wasm::{self, fields, frame};

#[derive(Arbitrary, Clone, Copy)]
enum Call {
    Text,
    Number(f64),
    Other(u8),
    List(u8),
    Object(u8),
    Configure { cvv: u8, omit: bool, brands: [u32; 3] },
    Gateway(u8),
    Validate(u32),
    Prepare(u32),
    Token(u8, u16),
    Mask(u8),
    Release(u8),
    Lost(u8, u16, bool),
    Judge { field: u8, month: u32, brand: u8, country: u8, brands: [u32; 3] },
    Candidates(u32),
    Luhn,
    Format(u8),
    Edit { field: u8, at: [u16; 2], kind: u8, inserted: u8 },
    Settle { field: u8, caret: u32, at: [u16; 2], how: u8, before: u8 },
    Label(u32),
    Usual(u32),
    Tell(u8, u32),
    Hear(bool),
}

/// The months that a page can live in: from 2020 on, for half a century.
fn month(any: u32) -> u32 {
    2020 * 12 + any % 600
}

/// A text in the port, and how many units it has.
fn write(bytes: &mut Unstructured<'_>) -> Result<u32> {
    let text = crate::tree::text(bytes)?;
    let units: Vec<u16> = text.encode_utf16().collect();
    Ok(wasm::write(&units))
}

/// What stands in the port afterwards fits into it.
fn take(units: u32) {
    assert!(units <= 2 * (wasm::limit() + 1), "longer than the port");
    let _ = wasm::read(units);
}

fn record() {
    let mut record = String::new();
    loop {
        let units = wasm::pull();
        if units == 0 {
            break;
        }
        record.push_str(wasm::read(units).expose());
    }
    if !record.is_empty() {
        super::is_json(&record);
    }
}

/// Hands in good options of a gateway.
fn configure(gateway: u8) {
    let base_url = if gateway % 4 == 2 { "https://pepper.example.com" } else { "" };
    for text in [super::payment::KEYS[usize::from(gateway % 4)], "", base_url, "", ""] {
        let units: Vec<u16> = text.encode_utf16().collect();
        wasm::text(wasm::write(&units));
    }
    assert!(wasm::configure(2, gateway & 4 == 4, 0, 0, u32::MAX), "good options");
}

fn hand_in(call: Call, bytes: &mut Unstructured<'_>) -> Result<()> {
    match call {
        Call::Text => wasm::text(write(bytes)?),
        Call::Number(number) => wasm::number(number),
        Call::Other(kind) => wasm::other(u32::from(kind)),
        Call::List(length) => wasm::list(u32::from(length)),
        Call::Object(length) => wasm::object(u32::from(length)),
        _ => {}
    }
    Ok(())
}

fn exchange(call: Call, bytes: &mut Unstructured<'_>) -> Result<()> {
    match call {
        Call::Configure { cvv, omit, brands: [off, luhn, accepted] } => {
            wasm::configure(u32::from(cvv), omit, off, luhn, accepted);
        }
        Call::Gateway(gateway) => configure(gateway),
        Call::Validate(any) => wasm::validate(month(any)),
        Call::Prepare(any) => {
            wasm::prepare(month(any));
        }
        Call::Token(number, status) => {
            wasm::token(u32::from(number), status);
        }
        Call::Mask(number) => take(wasm::mask(u32::from(number), write(bytes)?)),
        Call::Release(number) => wasm::release(u32::from(number)),
        Call::Lost(code, status, unknown) => wasm::lost(u32::from(code), status, unknown),
        Call::Tell(say, any) => {
            frame::tell(u32::from(say), month(any));
        }
        Call::Hear(bank) => {
            frame::hear(bank);
        }
        _ => {}
    }
    record();
    Ok(())
}

fn field(call: Call, bytes: &mut Unstructured<'_>) -> Result<()> {
    match call {
        Call::Judge { field, month: any, brand, country, brands: [off, luhn, accepted] } => {
            let units = write(bytes)?;
            let (brand, country) = (u32::from(brand), u32::from(country % 4));
            fields::judge(u32::from(field), units, month(any), brand, country, off, luhn, accepted);
        }
        Call::Candidates(off) => {
            fields::candidates(write(bytes)?, off);
        }
        Call::Luhn => {
            fields::luhn(write(bytes)?);
        }
        Call::Format(field) => take(fields::format(u32::from(field), write(bytes)?)),
        Call::Edit { field, at: [start, end], kind, inserted } => {
            let (start, end) = (u32::from(start), u32::from(end));
            let shown = fields::edit(u32::from(field), write(bytes)?, start, end, u32::from(kind), u32::from(inserted));
            take(shown & 0xffff);
        }
        Call::Settle { field, caret, at: [start, end], how, before } => {
            let (start, end) = (u32::from(start), u32::from(end));
            let units = write(bytes)?;
            let shown = fields::settle(u32::from(field), u32::from(before), caret, units, start, end, u32::from(how));
            take(shown & 0xffff);
        }
        Call::Label(brand) => take(fields::label(brand)),
        Call::Usual(brand) => assert!(fields::usual(brand) < 20, "no length of a number"),
        _ => {}
    }
    Ok(())
}

/// Calls, each with what it takes.
pub(crate) fn run(data: &[u8]) {
    let mut bytes = Unstructured::new(data);
    for _ in 0..64 {
        let Ok(call) = Call::arbitrary(&mut bytes) else { break };
        let done =
            hand_in(call, &mut bytes).and_then(|()| exchange(call, &mut bytes)).and_then(|()| field(call, &mut bytes));
        if done.is_err() {
            break;
        }
    }
    (0..=64).for_each(wasm::release);
    // What is refused is forgotten, with all that was handed in before.
    wasm::configure(0, false, 0, 0, 0);
    record();
}
