//! How two maps differ, in plain words.

use super::map::{Edge, Map, Node};

/// Every difference of the map as it is now from the one that was approved, one sentence each. None when they are the same.
pub(super) fn changes(approved: &Map, now: &Map) -> Vec<String> {
    let mut said = Vec::new();
    for edge in &now.edges {
        match approved.edge(&edge.id) {
            Some(before) => said.extend(edge_changes(before, edge)),
            None => said.push(appeared(now, edge)),
        }
    }
    let gone = approved
        .edges
        .iter()
        .filter(|edge| now.edge(&edge.id).is_none());
    said.extend(gone.map(|edge| format!("{} is gone; the map still has it.", edge.name)));
    said.extend(renamed(&approved.nodes, now));
    if said.is_empty() && approved != now {
        said.push("The map is drawn otherwise now; the same places and ways.".to_owned());
    }
    said
}

/// Something new, with where it leads.
fn appeared(now: &Map, edge: &Edge) -> String {
    let at = edge.address.as_ref().map(|host| format!(" at {host}"));
    let at = at.unwrap_or_default();
    format!(
        "{} is new: it leads to {}{at}; the map does not have it.",
        edge.name,
        now.name(&edge.to)
    )
}

fn edge_changes(before: &Edge, now: &Edge) -> Vec<String> {
    let (nowhere, name) = ("nowhere".to_owned(), &now.name);
    let address = |edge: &Edge| edge.address.clone().unwrap_or_else(|| nowhere.clone());
    let class = |edge: &Edge| edge.data.words().to_owned();
    let pairs = [
        ("now goes to", before.party.clone(), now.party.clone()),
        ("now goes to", address(before), address(now)),
        (
            "is now handled in",
            before.region.clone(),
            now.region.clone(),
        ),
        ("now may carry", class(before), class(now)),
        ("now carries", before.what.clone(), now.what.clone()),
        (
            "is now protected by",
            before.encryption.clone(),
            now.encryption.clone(),
        ),
        (
            "is now kept",
            before.retention.clone(),
            now.retention.clone(),
        ),
        (
            "now rests on",
            before.agreement.clone(),
            now.agreement.clone(),
        ),
        ("now leaves", before.from.clone(), now.from.clone()),
    ];
    let differ = pairs.into_iter().filter(|(_, before, now)| before != now);
    differ
        .map(|(verb, before, now)| format!("{name} {verb} {now}; the map says {before}."))
        .collect()
}

/// Places that are called otherwise, without their ways telling of it.
fn renamed(approved: &[Node], now: &Map) -> Vec<String> {
    let same = approved.iter().filter_map(|before| {
        let after = now.node(&before.id)?;
        (after.name != before.name)
            .then(|| format!("{} is now called {}.", before.name, after.name))
    });
    same.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flow::map::{DataClass, Kind};

    fn edge() -> Edge {
        Edge {
            id: "connection/main".into(),
            name: "The connection main".into(),
            from: "anteroom".into(),
            to: "party/mistral".into(),
            what: "prompts".into(),
            data: DataClass::Deidentified,
            party: "Mistral AI".into(),
            address: Some("api.us.mistral.ai".into()),
            region: "us".into(),
            encryption: "HTTPS".into(),
            retention: "30 days".into(),
            agreement: "mistral.1 until 2027-06-30".into(),
        }
    }

    fn map(edges: Vec<Edge>) -> Map {
        let node = Node {
            id: "party/mistral".into(),
            name: "Mistral AI".into(),
            kind: Kind::Party,
        };
        Map {
            nodes: vec![node],
            edges,
        }
    }

    /// What is changed, and the sentence that tells of it.
    type Change = (fn(&mut Edge), &'static str);

    #[test]
    fn each_difference_is_named() {
        let cases: [Change; 9] = [
            (
                |edge| edge.address = Some("api.mistral.ai".into()),
                "The connection main now goes to api.mistral.ai; the map says api.us.mistral.ai.",
            ),
            (
                |edge| edge.address = None,
                "The connection main now goes to nowhere; the map says api.us.mistral.ai.",
            ),
            (
                |edge| edge.party = "Acme".into(),
                "The connection main now goes to Acme; the map says Mistral AI.",
            ),
            (
                |edge| edge.region = "eu".into(),
                "The connection main is now handled in eu; the map says us.",
            ),
            (
                |edge| edge.data = DataClass::Identified,
                "The connection main now may carry identified; the map says de-identified.",
            ),
            (
                |edge| edge.what = "prompts and files".into(),
                "The connection main now carries prompts and files; the map says prompts.",
            ),
            (
                |edge| edge.encryption = "nothing".into(),
                "The connection main is now protected by nothing; the map says HTTPS.",
            ),
            (
                |edge| edge.retention = "for ever".into(),
                "The connection main is now kept for ever; the map says 30 days.",
            ),
            (
                |edge| edge.agreement = "no agreement".into(),
                "The connection main now rests on no agreement; the map says mistral.1 until 2027-06-30.",
            ),
        ];
        for (spoil, says) in cases {
            let mut now = edge();
            spoil(&mut now);
            assert_eq!(changes(&map(vec![edge()]), &map(vec![now])), [says]);
        }
    }

    #[test]
    fn what_comes_goes_and_is_renamed_is_named_and_the_same_map_has_nothing_to_say() {
        let (with, without) = (map(vec![edge()]), map(Vec::new()));
        assert!(changes(&with, &with).is_empty());
        assert_eq!(
            changes(&without, &with),
            [
                "The connection main is new: it leads to Mistral AI at api.us.mistral.ai; the map does not have it."
            ]
        );
        assert_eq!(
            changes(&with, &without),
            ["The connection main is gone; the map still has it."]
        );
        let mut named = with.clone();
        named
            .nodes
            .iter_mut()
            .for_each(|node| node.name = "Mistral".into());
        assert_eq!(
            changes(&with, &named),
            ["Mistral AI is now called Mistral."]
        );
        let mut other = with.clone();
        other
            .nodes
            .iter_mut()
            .for_each(|node| node.kind = Kind::Machine);
        assert_eq!(changes(&with, &other).len(), 1, "whatever differs is told");
    }
}
