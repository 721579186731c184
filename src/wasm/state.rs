//! What stays in the core between two calls: values that JavaScript is handing in, a record on its way out, exchanges
//! that wait for their reply.

use crate::config::Config;
use crate::input::Value;
use crate::json::Json;
use crate::secret::Secret;
use crate::tokenize::Exchange;
use spin::{Mutex, MutexGuard};

#[derive(Default)]
struct State {
    /// Values by the postfix order of their tree: an object comes after its members.
    stack: Vec<Value>,
    /// The options of the tokenizer whose call comes next.
    config: Option<Box<Config>>,
    exchanges: Vec<Option<Exchange>>,
}

// A lock that knows no poison: a panic ends the instance.
static STATE: Mutex<State> = Mutex::new(State { stack: Vec::new(), config: None, exchanges: Vec::new() });

/// The last record, and how many bytes of it were taken. It stands apart, so that one can be made while an exchange is looked at.
static RECORD: Mutex<(Secret, usize)> = Mutex::new((Secret::new(String::new()), 0));

fn with<T>(act: impl FnOnce(&mut State) -> T) -> T {
    act(&mut opened(&STATE))
}

/// There is one thread, so it is always free. If it were not, the core had better trap than wait for ever.
fn opened<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.try_lock().unwrap_or_else(|| std::process::abort())
}

/// Hands a value in.
#[inline(never)]
pub(super) fn push(value: Value) {
    with(|state| state.stack.push(value));
}

/// Takes the value that was handed in last.
#[inline(never)]
pub(super) fn pop() -> Value {
    with(|state| state.stack.pop()).unwrap_or(Value::Other)
}

/// Takes the values that were handed in last, in the order in which they came.
#[inline(never)]
pub(super) fn pop_all(count: usize) -> Vec<Value> {
    with(|state| state.stack.split_off(state.stack.len().saturating_sub(count)))
}

/// Forgets every value that was handed in.
pub(super) fn forget() {
    drop(pop_all(usize::MAX));
}

/// Keeps the options for the call that comes next.
pub(super) fn configure(config: Box<Config>) {
    with(|state| state.config = Some(config));
}

/// The options, and the value that was handed in before them.
pub(super) fn question() -> (Option<Box<Config>>, Value) {
    with(|state| (state.config.take(), state.stack.pop().unwrap_or(Value::Other)))
}

/// Puts a record in place of the one before.
#[inline(never)]
pub(super) fn say(record: Json) {
    put(record.finish());
}

/// Tells where its bytes are.
#[inline(never)]
fn put(record: Secret) -> usize {
    let address = record.expose().as_ptr() as usize;
    *opened(&RECORD) = (record, 0);
    address
}

/// Puts a plaintext in place of the record, see `plaintext`.
#[cfg(feature = "seal")]
pub(super) fn lay_open(text: Secret) -> u32 {
    let blocks = text.expose().len() / crate::seal::BLOCK;
    (put(text) * 32 + blocks) as u32
}

/// Puts the next part of the record into the port and tells its length; 0 after the last.
pub(super) fn pull() -> u32 {
    let (record, taken) = &mut *opened(&RECORD);
    let (bytes, units) = super::port::put(record.expose().get(*taken..).unwrap_or(""));
    *taken += bytes;
    if units == 0 {
        *record = Secret::default();
    }
    units
}

/// Keeps an exchange and gives it a number, from 1.
pub(super) fn keep(exchange: Exchange) -> u32 {
    with(|state| {
        let free = state.exchanges.iter_mut().zip(1..).find(|(place, _)| place.is_none());
        if let Some((place, number)) = free {
            *place = Some(exchange);
            return number;
        }
        state.exchanges.push(Some(exchange));
        state.exchanges.len() as u32
    })
}

/// Looks at an exchange.
pub(super) fn look<T>(number: u32, look: impl FnOnce(&Exchange) -> T) -> Option<T> {
    with(|state| state.exchanges.get(index(number)?)?.as_ref().map(look))
}

/// Forgets an exchange, which wipes it.
pub(super) fn release(number: u32) {
    with(|state| {
        if let Some(place) = index(number).and_then(|at| state.exchanges.get_mut(at)) {
            *place = None;
        }
    });
}

fn index(number: u32) -> Option<usize> {
    (number as usize).checked_sub(1)
}
