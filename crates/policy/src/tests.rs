//! Tests of the crate as a whole: the shipped rules against their cases, and what must hold for all facts.

mod base;
mod cases;
mod closed;
mod contract;
mod dates;
mod docket;
mod folder;
mod mutation;
mod own;
mod properties;
mod reading;
mod reference;
mod scenario;
mod schema;
mod stored;
