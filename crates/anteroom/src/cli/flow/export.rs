//! `anteroom flow export`.

use anteroom_office::Desk;
use anteroom_office::flow::{Edge, Flow, Map, mermaid, svg};
use clap::{Args, ValueEnum};
use serde_json::json;

use crate::exit::{Exit, Outcome};
use crate::terminal;

#[derive(Debug, Args)]
pub(crate) struct Export {
    /// As what.
    #[arg(long, value_name = "FORMAT")]
    format: Format,
}

/// Forms of the map; each says the same.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// Data.
    Json,
    /// Text that documents draw as a chart.
    Mermaid,
    /// A drawing that stands alone.
    Svg,
    /// A table in Markdown.
    Table,
}

impl Export {
    pub(super) async fn run(self, desk: &Desk) -> Outcome {
        let flow = Flow::read(desk).await?;
        let map = &flow.map;
        match self.format {
            Format::Json => terminal::json(&json!({ "map": map, "sha256": map.hash()? }))?,
            Format::Mermaid => terminal::bytes(mermaid(map).as_bytes())?,
            Format::Svg => terminal::bytes(svg(map, &title(&flow)).as_bytes())?,
            Format::Table => terminal::bytes(table(map).as_bytes())?,
        }
        Ok(Exit::Done)
    }
}

fn title(flow: &Flow) -> String {
    let approved = flow.approved.as_ref().filter(|_| flow.is_approved());
    match approved.map(|kept| &kept.record) {
        Some(record) => format!(
            "Where data goes, approved by {} on {}",
            record.by, record.on
        ),
        None => "Where data goes (not approved)".to_owned(),
    }
}

/// The same ways, with the same numbers as in the drawing.
fn table(map: &Map) -> String {
    let mut text = "| # | Way | From | To | Carries | At most | Party | Address | Region | Protected by | Kept | Agreement |\n\
         |---|---|---|---|---|---|---|---|---|---|---|---|\n"
        .to_owned();
    for (index, edge) in map.edges.iter().enumerate() {
        let cells = cells(map, edge).map(cell);
        text.push_str(&format!("| {} | {} |\n", index + 1, cells.join(" | ")));
    }
    text
}

fn cells<'m>(map: &'m Map, edge: &'m Edge) -> [&'m str; 11] {
    let name = |id: &'m str| map.node(id).map_or(id, |node| &*node.name);
    [
        &edge.name,
        name(&edge.from),
        name(&edge.to),
        &edge.what,
        edge.data.words(),
        &edge.party,
        edge.address.as_deref().unwrap_or("-"),
        &edge.region,
        &edge.encryption,
        &edge.retention,
        &edge.agreement,
    ]
}

/// A text that stays in its cell.
fn cell(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('|', "\\|");
    text.replace('<', "&lt;")
}
