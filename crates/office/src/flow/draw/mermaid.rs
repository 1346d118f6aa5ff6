//! The map as the text of a Mermaid flowchart, for documents that draw such text.

use crate::flow::map::{DataClass, Kind, Lane, Map, Node};

/// A flowchart from left to right, one subgraph a lane.
#[must_use]
pub fn mermaid(map: &Map) -> String {
    let mut text = "flowchart LR\n  accTitle: Map of where data goes\n".to_owned();
    for (number, lane) in Lane::ALL.into_iter().enumerate() {
        let nodes = map.nodes.iter().enumerate();
        let own: Vec<_> = nodes.filter(|(_, node)| node.kind.lane() == lane).collect();
        if own.is_empty() {
            continue;
        }
        text.push_str(&format!("  subgraph lane{number}[\"{}\"]\n", lane.title()));
        own.iter()
            .for_each(|(index, node)| text.push_str(&place(*index, node)));
        text.push_str("  end\n");
    }
    for edge in &map.edges {
        if let (Some(from), Some(to)) = (index(map, &edge.from), index(map, &edge.to)) {
            let arrow = arrow(edge.data);
            let says = label(&format!("{}: {}", edge.name, edge.data.words()));
            text.push_str(&format!("  n{from} {arrow}|\"{says}\"| n{to}\n"));
        }
    }
    text
}

fn index(map: &Map, id: &str) -> Option<usize> {
    map.nodes.iter().position(|node| node.id == id)
}

/// A place in its shape: rounded where text is handled, a drum where it is kept.
fn place(index: usize, node: &Node) -> String {
    let name = label(&node.name);
    let shape = match node.kind {
        Kind::Party | Kind::Person | Kind::Tool => format!("[\"{name}\"]"),
        Kind::Anteroom | Kind::Machine => format!("(\"{name}\")"),
        Kind::Store => format!("[(\"{name}\")]"),
    };
    format!("    n{index}{shape}\n")
}

fn arrow(data: DataClass) -> &'static str {
    match data {
        DataClass::None => "-.->",
        DataClass::Deidentified => "-->",
        DataClass::Identified => "==>",
    }
}

/// A text that stays one label, whatever was typed: everything but letters, digits and plain marks becomes an entity code.
fn label(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            _ if c.is_alphanumeric() => safe.push(c),
            ' ' | '.' | ',' | ':' | '-' | '/' | '_' => safe.push(c),
            _ => safe.push_str(&format!("#{};", u32::from(c))),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_ends_its_label() {
        let text = label("A \"B\"] --> x; %% <b> #35; `c`");
        assert!(!text.contains(['"', ']', '>', '%', '<', '`']), "{text}");
        assert_eq!(label("Müller & Söhne (US)"), "Müller #38; Söhne #40;US#41;");
    }
}
