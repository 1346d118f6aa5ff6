//! Draws the map from what is set up and on file.

use anteroom_audit::Word;
use anteroom_store::{ApiKey, Connection};
use jiff::civil::Date;

use super::map::{DataClass, Edge, Kind, Map, Node};
use super::outside;
use crate::desk::Kept;
use crate::id::Id;
use crate::risk::Asset;
use crate::signoff::SignOffs;
use crate::vendor::VendorView;

/// The place where all text passes.
pub(super) const ANTEROOM: &str = "anteroom";

/// What a receiver on the practice's own machines needs for agreement.
pub(super) const OWN: &str = "none needed: your own machine";

/// What the map is drawn from: only what is in use today.
pub(super) struct Sources<'s> {
    /// API keys that were not withdrawn.
    pub keys: Vec<ApiKey>,
    /// People who may sign in at the pages, by id and name.
    pub people: Vec<(Id, Word)>,
    /// Connections that were not withdrawn.
    pub connections: Vec<Connection>,
    /// Vendors with what is on file about them.
    pub vendors: Vec<VendorView<'s>>,
    /// Where copies of the data folder are kept.
    pub copies: Vec<&'s Kept<Asset>>,
    /// Who signed what.
    pub signed: &'s SignOffs,
    /// The practice's calendar day.
    pub today: Date,
}

/// The id of a connection's way.
pub(super) fn way_of(connection: &str) -> String {
    format!("connection/{connection}")
}

/// The map as it is now.
pub(super) fn map(sources: &Sources<'_>) -> Map {
    let mut map = Map::default();
    place(&mut map, ANTEROOM, "Anteroom", Kind::Anteroom);
    sources.keys.iter().for_each(|key| key_way(&mut map, key));
    let people = sources.people.iter();
    people.for_each(|(id, name)| person_way(&mut map, id, name));
    kept(&mut map);
    let copies = sources.copies.iter();
    copies.for_each(|asset| copy(&mut map, asset));
    outside::draw(&mut map, sources);
    map
}

/// Adds a place, unless it is there.
pub(super) fn place(map: &mut Map, id: &str, name: &str, kind: Kind) {
    if map.node(id).is_none() {
        map.nodes.push(Node {
            id: id.to_owned(),
            name: name.to_owned(),
            kind,
        });
    }
}

fn key_way(map: &mut Map, key: &ApiKey) {
    let id = format!("key/{}", key.id);
    place(map, &id, key.name.as_str(), Kind::Tool);
    map.edges.push(Edge {
        name: format!("The key {}", key.name),
        from: id.clone(),
        what: "text as it is typed, and answers".to_owned(),
        data: DataClass::Identified,
        party: "your practice".to_owned(),
        encryption: "none on this machine; from elsewhere, your TLS proxy".to_owned(),
        retention: "not at all".to_owned(),
        ..inside(id, ANTEROOM)
    });
}

fn person_way(map: &mut Map, id: &Id, name: &Word) {
    let id = format!("person/{id}");
    place(map, &id, name.as_str(), Kind::Person);
    map.edges.push(Edge {
        name: format!("{name} at the pages"),
        from: id.clone(),
        what: "text as it is typed, and answers".to_owned(),
        data: DataClass::Identified,
        encryption: "none on this machine; from elsewhere, your TLS proxy".to_owned(),
        retention: "drafts and results for 30 days, or as long as your settings say".to_owned(),
        ..inside(id, ANTEROOM)
    });
}

/// What Anteroom itself keeps.
fn kept(map: &mut Map) {
    let sealed = "sealed with a key of your own";
    for (id, name, what, data, encryption, retention) in [
        (
            "store/log",
            "Audit log and receipts",
            "who asked what and when, kinds and counts of what was found",
            DataClass::None,
            "none of its own; the disk's",
            "for good; nothing is deleted",
        ),
        (
            "store/maps",
            "Placeholder maps",
            "placeholders and what they stand for",
            DataClass::Identified,
            sealed,
            "30 days, or as long as your settings say",
        ),
        (
            "store/records",
            "Records and evidence files",
            "what people type into records, and files",
            DataClass::Identified,
            sealed,
            "for good; nothing is deleted",
        ),
    ] {
        place(map, id, name, Kind::Store);
        map.edges.push(Edge {
            name: name.to_owned(),
            to: id.to_owned(),
            what: what.to_owned(),
            data,
            encryption: encryption.to_owned(),
            retention: retention.to_owned(),
            ..inside(id.to_owned(), id)
        });
    }
}

fn copy(map: &mut Map, asset: &Kept<Asset>) {
    let id = format!("copy/{}", asset.id);
    let Asset {
        name, place: at, ..
    } = &asset.record;
    place(map, &id, &format!("{name} ({at})"), Kind::Store);
    map.edges.push(Edge {
        name: format!("The backup {name}"),
        to: id.clone(),
        what: "a copy of the data folder".to_owned(),
        data: DataClass::Identified,
        encryption: "what is sealed stays sealed; the rest as the backup protects it".to_owned(),
        retention: "as your backup keeps it".to_owned(),
        agreement: "as the risk analysis says".to_owned(),
        ..inside(id.clone(), &id)
    });
}

/// A way that stays in the house, from Anteroom.
fn inside(id: String, to: &str) -> Edge {
    Edge {
        id,
        name: String::new(),
        from: ANTEROOM.to_owned(),
        to: to.to_owned(),
        what: String::new(),
        data: DataClass::None,
        party: "your practice".to_owned(),
        address: None,
        region: "your practice".to_owned(),
        encryption: String::new(),
        retention: String::new(),
        agreement: OWN.to_owned(),
    }
}
