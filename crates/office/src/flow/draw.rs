//! The map as a drawing.

mod layout;
mod mermaid;
mod svg;

pub use mermaid::mermaid;
pub use svg::svg;
