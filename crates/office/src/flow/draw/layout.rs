//! Where everything stands in the drawing, in pixels.
//!
//! Anteroom is one tall box, so that every way is a straight line: tools to its left, what the practice keeps and runs to
//! its right, and below that, each on a row of its own, the ways that leave.

use crate::flow::map::{Edge, Lane, Map, Node};

/// Height of a row.
const ROW: usize = 64;
/// Height of a box on one row.
const BOX: usize = 48;
/// Width of a box.
pub(super) const WIDTH: usize = 200;
/// From the left of one lane to that of the next.
const LANE: usize = 290;
/// Above the first row.
const TOP: usize = 110;
/// Left of the first lane.
const LEFT: usize = 40;

/// A place in the drawing.
pub(super) struct Place<'m> {
    pub node: &'m Node,
    pub x: usize,
    pub y: usize,
    pub height: usize,
}

/// A way in the drawing: its number, and a line.
pub(super) struct Way<'m> {
    pub number: usize,
    pub edge: &'m Edge,
    pub from: (usize, usize),
    pub to: (usize, usize),
}

/// The whole drawing.
pub(super) struct Layout<'m> {
    pub places: Vec<Place<'m>>,
    pub ways: Vec<Way<'m>>,
    /// The bottom of the last row.
    pub bottom: usize,
}

/// The left side of a lane.
pub(super) fn left(lane: Lane) -> usize {
    let number = Lane::ALL.iter().position(|one| *one == lane);
    LEFT + LANE * number.unwrap_or_default()
}

impl<'m> Layout<'m> {
    pub(super) fn of(map: &'m Map) -> Layout<'m> {
        let mut layout = Layout {
            places: Vec::new(),
            ways: Vec::new(),
            bottom: TOP,
        };
        let mut people = 0;
        layout.stack(map, Lane::People, &mut people);
        let mut right = 0;
        layout.stack(map, Lane::Inside, &mut right);
        layout.stack(map, Lane::Outside, &mut right);
        let rows = people.max(right).max(1);
        layout.bottom = TOP + rows * ROW;
        layout.hub(map, rows);
        layout.ways = layout.ways(map);
        layout
    }

    /// Puts the places of a lane below each other, each as high as it has ways that end there.
    fn stack(&mut self, map: &'m Map, lane: Lane, row: &mut usize) {
        for node in map.nodes.iter().filter(|node| node.kind.lane() == lane) {
            let ends = map.edges.iter().filter(|edge| edge.to == node.id);
            let rows = ends.count().max(1);
            self.places.push(Place {
                node,
                x: left(lane),
                y: TOP + *row * ROW,
                height: (rows - 1) * ROW + BOX,
            });
            *row += rows;
        }
    }

    fn hub(&mut self, map: &'m Map, rows: usize) {
        let node = map
            .nodes
            .iter()
            .find(|node| node.kind.lane() == Lane::Server);
        self.places.extend(node.map(|node| Place {
            node,
            x: left(Lane::Server),
            y: TOP,
            height: (rows - 1) * ROW + BOX,
        }));
    }

    fn ways(&self, map: &'m Map) -> Vec<Way<'m>> {
        let each = map.edges.iter().enumerate();
        let drawn = each.filter_map(|(index, edge)| {
            let (from, to) = (self.place(&edge.from)?, self.place(&edge.to)?);
            let earlier = map.edges.iter().take(index);
            let before = earlier.filter(|one| one.to == edge.to).count();
            let (from, to) = line(from, to, before);
            Some(Way {
                number: index + 1,
                edge,
                from,
                to,
            })
        });
        drawn.collect()
    }

    fn place(&self, id: &str) -> Option<&Place<'m>> {
        self.places.iter().find(|place| place.node.id == id)
    }
}

/// The line between two boxes; `before` others end at the second one, above.
fn line(from: &Place<'_>, to: &Place<'_>, before: usize) -> ((usize, usize), (usize, usize)) {
    match (from.node.kind.lane(), to.node.kind.lane()) {
        // Both outside: around their right sides.
        (Lane::Outside, _) => {
            let right = from.x + WIDTH;
            let slot = to.y + before * ROW + BOX / 2;
            ((right, from.y + BOX / 2), (right, slot))
        }
        // To Anteroom, which is as high as everything: level with the tool.
        (_, Lane::Server) => {
            let y = from.y + BOX / 2;
            ((from.x + WIDTH, y), (to.x, y))
        }
        _ => {
            let y = to.y + before * ROW + BOX / 2;
            ((from.x + WIDTH, y), (to.x, y))
        }
    }
}
