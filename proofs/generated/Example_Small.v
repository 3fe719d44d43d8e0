(** Made by a program: a linear program of 6 rows and 4 columns with certificate and corrupted twin. *)
From FirstBest.Lib Require Import Checker.

Definition p : program dyadics :=
  Program (D 0 0)
    [ Col (D 3391544654225761 (-52)) (Some (D 0 0)) (Some (D 1 0))
    ; Col (D (-126507377428485) (-51)) (Some (D 0 0)) (Some (D 1 0))
    ; Col (D (-2035191185686043) (-52)) (Some (D 0 0)) (Some (D 1 0))
    ; Col (D (-2219861057030653) (-51)) (Some (D 0 0)) (Some (D 1 0)) ]
    [ Row [c 1 8106479329266893 (-53); c 2 (-799388933858263) (-50)] (Some (D 6526950826113895 (-55))) None
    ; Row [c 0 (-3422735716801577) (-53); c 1 (-5404319552844595) (-55); c 2 5944751508129055 (-53); c 3 (-3242591731706757) (-54)] (Some (D (-5482210803971859) (-55))) None
    ; Row [c 1 (-2116691824864133) (-51); c 2 2296835809958953 (-52)] (Some (D (-1561934215686719) (-52))) None
    ; Row [c 0 (-6124895493223875) (-54); c 1 5224175567749775 (-53); c 2 (-3512807709348987) (-53)] (Some (D (-4102251691251153) (-55))) None
    ; Row [c 0 (-1643813863990231) (-51); c 1 (-3422735716801577) (-54); c 2 (-5314247560297185) (-53); c 3 (-1080863910568919) (-51)] (Some (D (-2741295959621009) (-51))) None
    ; Row [c 1 (-7926335344172073) (-54); c 2 (-1080863910568919) (-55); c 3 1080863910568919 (-50)] (Some (D 430593336793579 (-55))) None ].

Definition point : vector dyadics :=
  Vector (D 1 0)
    [ D 7514627924367237 (-83); D 6649521860612195 (-53); D 3065374625255911 (-52); D 9007199249031641 (-53) ].

Definition prices : vector dyadics :=
  Vector (D 1 0)
    [ D 19138724728605 (-43); D 0 0; D 4825605909467103 (-51); D 0 0; D 0 0; D 0 0 ].

Definition lo : ratio dyadics := Ratio (D (-6011762161821113) (-52)) (D 1 0).
Definition hi : ratio dyadics := Ratio (D (-3005880855730575) (-51)) (D 1 0).

Theorem certified : bracket p lo hi.
Proof. prove_bracket point prices. Qed.

Definition corrupted : vector dyadics :=
  Vector (D 1 0)
    [ D 4948508665828109 (-51); D 0 0; D 4825605909467103 (-51); D 0 0; D 0 0; D 0 0 ].

Example corrupted_is_rejected : check_bracket p point corrupted lo hi = false.
Proof. vm_compute. reflexivity. Qed.

Example bold_claim_is_rejected : check_lower p prices (Ratio (D (-6007257661473817) (-52)) (D 1 0)) = false.
Proof. vm_compute. reflexivity. Qed.
