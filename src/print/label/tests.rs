use super::*;

fn run(text: &str, italic: bool, math: bool) -> Node {
    Node::Run {
        text: text.to_owned(),
        italic,
        math,
    }
}

#[test]
fn words_are_upright_and_variables_italic() -> Result<(), LabelError> {
    let label = Label::parse("gap $√{n log n}·Δ_n$")?;
    assert_eq!(
        label.nodes(),
        [
            run("gap ", false, false),
            Node::Radical(vec![
                run("n", true, true),
                run("\u{2009}log\u{2009}", false, true),
                run("n", true, true)
            ]),
            run("·Δ", false, true),
            Node::Script {
                sub: vec![run("n", true, true)],
                sup: vec![]
            },
        ]
    );
    assert_eq!(label.plain(), "gap √(n log n)·Δ_n");
    Ok(())
}

#[test]
fn scripts_take_runs_groups_and_stack() -> Result<(), LabelError> {
    assert_eq!(Label::parse("10^{12}")?, Label::parse("10^12")?);
    assert_eq!(Label::parse("w^0.3")?, Label::parse("w^{0.3}")?);
    assert_eq!(Label::parse("w^3. A")?, Label::parse("w^{3}. A")?);
    assert_eq!(Label::parse("10^-3")?, Label::parse("10^{-3}")?);
    assert_eq!(
        Label::parse("$K_bin^2$")?.nodes(),
        [
            run("K", true, true),
            Node::Script {
                sub: vec![run("bin", false, true)],
                sup: vec![run("2", false, true)]
            }
        ]
    );
    assert_eq!(
        Label::parse(r"a\_b \$5")?.nodes(),
        [run("a_b $5", false, false)]
    );
    Ok(())
}

#[test]
fn numbers_are_set_as_powers_of_ten_and_stay_as_written_in_plain_text() -> Result<(), LabelError> {
    for (source, set) in [
        ("2e-8", "2×10^(−8)"),
        ("in [-0.5, 1e14]", "in [−0.5, 10^14]"),
        ("x = -3", "x = −3"),
        // Neither a sign nor a power of ten.
        (
            "10-20, 0.25, mid-p, v2e3, t1e4",
            "10-20, 0.25, mid-p, v2e3, t1e4",
        ),
    ] {
        let label = Label::parse(source)?;
        assert_eq!(label.plain(), source);
        let flat = |node: &Node| match node {
            Node::Number { set, .. } => set.clone(),
            node => vec![node.clone()],
        };
        let nodes = label.nodes().iter().flat_map(flat).collect();
        assert_eq!(Label { nodes }.plain(), set);
    }
    Ok(())
}

#[test]
fn brackets_are_raised_whole() -> Result<(), LabelError> {
    assert_eq!(Label::parse("w^(1/k) of")?, Label::parse("w^{(1/k)} of")?);
    assert_eq!(Label::parse("e^(a(b)c) d")?, Label::parse("e^{(a(b)c)} d")?);
    assert_eq!(Label::parse("e^(a")?, Label::parse("e^{(}a")?);
    Ok(())
}

#[test]
fn faults_are_named_with_their_place() {
    for (source, at) in [
        ("a{b", 3),
        ("a}b", 2),
        ("$n", 2),
        ("x_", 2),
        ("x^ ^", 4),
        ("a\\", 2),
        ("_{}", 3),
        ("{$x}$", 2),
    ] {
        match Label::parse(source) {
            Err(e) => assert_eq!(e.at, at, "{source}: {e}"),
            Ok(l) => panic!("{source} was read as {l:?}"),
        }
    }
}

#[test]
fn no_text_makes_the_reader_panic() {
    fn read(source: String) -> bool {
        let _ = Label::parse(&source).map(|l| l.plain());
        true
    }
    quickcheck::quickcheck(read as fn(String) -> bool);
}
