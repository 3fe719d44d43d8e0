use super::write::real;
use super::*;

fn sample() -> Result<Table, TableError> {
    let mut table = Table::new([
        Column::new("contract").meaning("class of contracts, \"binary\" or linear"),
        Column::new("samples").title("$n$"),
        Column::new("gap")
            .title("$Δ_n$")
            .unit("payoff")
            .meaning("first best minus second best"),
        Column::new("scaled").title("$√{n log n} Δ_n$"),
    ])?;
    table.row([
        Cell::from("binary, 50%"),
        Cell::Integer(200),
        Cell::Real(2.67e-8),
        Digits::exact(0.087, 3).into(),
    ])?;
    table.row([
        Cell::from("a|b"),
        Cell::Integer(400),
        Cell::Real(0.1),
        Cell::Missing,
    ])?;
    Ok(table)
}

#[test]
fn csv_is_clean() -> Result<(), TableError> {
    let table = sample()?;
    assert_eq!(
        table.csv(),
        "contract,samples,gap,scaled\n\"binary, 50%\",200,2.67e-8,0.0870\na|b,400,0.1,\n"
    );
    assert_eq!(
        table.dictionary(),
        "column,unit,meaning\ncontract,,\"class of contracts, \"\"binary\"\" or linear\"\nsamples,,\ngap,payoff,first best minus second best\nscaled,,\n"
    );
    Ok(())
}

#[test]
fn printed_tables_escape_and_align() -> Result<(), TableError> {
    let table = sample()?;
    assert_eq!(
        table.markdown(),
        "| contract | n | Δ_n | √(n log n) Δ_n |\n| --- | ---: | ---: | ---: |\n| binary, 50% | 200 | 2.67e-8 | 0.0870 |\n| a\\|b | 400 | 0.1 | – |\n"
    );
    let latex = table.latex();
    assert!(
        latex.contains(
            "contract & $n$ & $\\Delta_{n}$ & $\\sqrt{n\\,\\mathrm{log}\\,n}\\,\\Delta_{n}$ \\\\"
        ),
        "{latex}"
    );
    assert!(
        latex.contains("binary, 50\\% & 200 & 2.67e-8 & \\ensuremath{0.0870} \\\\"),
        "{latex}"
    );
    Ok(())
}

#[test]
fn unfit_tables_are_refused() -> Result<(), TableError> {
    for name in ["", "1n", "Gap", "gap lower", "_x"] {
        assert!(
            matches!(
                Table::new([Column::new(name)]),
                Err(TableError::Name { .. })
            ),
            "{name:?}"
        );
    }
    assert!(matches!(
        Table::new([Column::new("a"), Column::new("a")]),
        Err(TableError::Twice { .. })
    ));
    let mut table = Table::new([Column::new("a")])?;
    assert!(matches!(
        table.row([]),
        Err(TableError::Length {
            row: 1,
            found: 0,
            expected: 1
        })
    ));
    assert!(matches!(
        table.row([Cell::Real(f64::NAN)]),
        Err(TableError::NotFinite { .. })
    ));
    Ok(())
}

#[test]
fn reals_read_back_as_they_were() {
    fn back(value: f64) -> bool {
        !value.is_finite() || real(value).parse() == Ok(value)
    }
    quickcheck::quickcheck(back as fn(f64) -> bool);
}
