//! Every find in every marked-up training text explains itself, and explaining finds what inspecting finds.

#![expect(clippy::unwrap_used, reason = "a test")]

mod corpus;

use anteroom_phi::{Engine, Explanation, Find, Segment, Settings};

/// The names of all files.
fn files() -> Vec<String> {
    let all = std::fs::read_dir(corpus::FOLDER).unwrap();
    let name = |file: std::io::Result<std::fs::DirEntry>| file.unwrap().file_name();
    all.map(|file| name(file).into_string().unwrap()).collect()
}

#[test]
fn explaining_finds_what_inspecting_finds_and_gives_a_voice_to_each() {
    let engine = Engine::new(&Settings::default()).unwrap();
    let mut explained = 0;
    for text in files().iter().flat_map(|file| corpus::documents(file)) {
        let segments = [Segment::alone(&text)];
        let finds = engine.explain(&segments, &[]).unwrap().finds;
        let own = |one: &Explanation| one.find.clone();
        let same: Vec<Find> = finds.iter().map(own).collect();
        assert_eq!(same, engine.inspect(&segments).unwrap().finds, "{text}");
        for one in &finds {
            let first = one.spoke.first();
            assert_eq!(
                first.map(|voice| (voice.recognizer, voice.kind, voice.confidence)),
                Some((one.find.recognizer, one.find.kind, one.find.confidence)),
                "{text}"
            );
        }
        explained += finds.len();
    }
    assert!(explained > 5000, "{explained}");
}
