(** * T8, the gap with finitely many efforts, the effort chosen

    In words.  A finite list of efforts, each with a value to the company, a cost and a probability
    of agreement.  One of them is the first best, strictly.  The company's second best among
    binary contracts is the largest value - E[wage] over efforts of the list and contracts to which
    the effort is a best reply among the list.  Its gap to the first best is exp(-n KL + o(n)),
    KL = KL(q0, q1), q0 the probability of agreement of the nearest effort that is cheaper than the
    first best ([discrete_gap]).  Efforts that cost more than the first best may agree as they like:
    once failing is rare nobody works harder to avoid it.

    Source.  Frick, Iijima, Ishii, Monitoring with Rich Data.

    Assumed.  As T8_DiscreteRate.v, with umin < U0 + cost for every effort; cheaper efforts agree
    less often; no two efforts cost the same as the first best. *)

From Coq Require Import Reals List Lra Lia.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import BinomialTilt Eventually TwoPointPay Nearby Suprema.
From FirstBest Require Import T8_DiscreteRate T8_ManyEfforts.
Open Scope R_scope.

(** An effort: its value, its cost, and its probability of agreement. *)
Record choice := { worth : R; cost : R; rate : R }.

Lemma choice_dec (x y : choice) : x = y \/ x <> y.
Proof.
  destruct x as [w c r], y as [w' c' r'].
  destruct (Req_dec w w') as [->|N]; [|right; intros E; inversion E; contradiction].
  destruct (Req_dec c c') as [->|N]; [|right; intros E; inversion E; contradiction].
  destruct (Req_dec r r') as [->|N]; [left; reflexivity|right; intros E; inversion E; contradiction].
Qed.

Section Gap.
Variables (umin U0 s : R) (h : R -> R).
Variable choices : list choice.
(** The first best. *)
Variable best : choice.
Hypothesis Hconv : convex_from umin h.
Hypothesis Hincr : nondecreasing_from umin h.
Hypothesis Hs : is_derive h (U0 + cost best) s.
Hypothesis Hslope : 0 < s.
Hypothesis Hrate : forall x, In x choices -> probability (rate x).
Hypothesis Hroom : forall x, In x choices -> umin < U0 + cost x.
Hypothesis Hbest : In best choices.

Definition seen_payoff (x : choice) : R := worth x - h (U0 + cost x).

(** Strictly: every other effort is worse with effort seen. *)
Variable margin : R.
Hypothesis Hmargin : 0 < margin.
Hypothesis First : forall x, In x choices -> x <> best -> seen_payoff x <= seen_payoff best - margin.

(** Every other effort is cheaper and agrees less often, or costs more. *)
Hypothesis Order : forall x, In x choices -> x <> best ->
  (cost x < cost best /\ rate x < rate best) \/ cost best < cost x.

(** The nearest of the cheaper ones. *)
Variable near : choice.
Hypothesis Hnear : In near choices.
Hypothesis Near_cheaper : near <> best /\ cost near < cost best /\ rate near < rate best.
Hypothesis Nearest : forall x, In x choices -> cost x < cost best -> rate x <= rate near.
Hypothesis Hcurved : 0 < cost_step U0 (cost near) (cost best) s h.

Definition payoff_under (n : nat) (phi : nat -> R) (base b : R) (x : choice) : R :=
  base + b * (1 - mean (rate x) n phi) - cost x.

Record induces (n : nat) (phi : nat -> R) (base b : R) (x : choice) : Prop := {
  reply : forall y, In y choices -> payoff_under n phi base b y <= payoff_under n phi base b x;
  accepts : U0 <= payoff_under n phi base b x;
  rewards : 0 <= b;
  limited : umin <= base }.

Definition company_payoff (n : nat) (phi : nat -> R) (base b : R) (x : choice) : R :=
  worth x - target_wage (rate x) h n phi base b.

(** What a base and a bonus reach, with any test on the count. *)
Definition company_payoffs (n : nat) (v : R) : Prop := exists x phi base b, In x choices /\ test phi /\
  induces n phi base b x /\ v = company_payoff n phi base b x.

Lemma company_le n phi base b x : In x choices -> test phi -> induces n phi base b x ->
  company_payoff n phi base b x <= seen_payoff x.
Proof.
  intros Hx Hp [_ Part Pb Lb]; unfold company_payoff, target_wage, seen_payoff.
  unfold payoff_under in Part; pose proof (Hroom x Hx).
  pose proof (fail_range (rate x) n phi (Hrate x Hx) Hp) as F; set (f := mean (rate x) n phi) in *.
  pose proof (Hconv (base + b) base f ltac:(lra) Lb F) as C.
  pose proof (Hincr (U0 + cost x) ((1 - f) * (base + b) + f * base) ltac:(lra) ltac:(lra)); lra.
Qed.

(** The cheaper efforts, as cost and rate. *)
Let cheaper : list (R * R) :=
  map (fun x => (cost x, rate x))
    (filter (fun x => if Rlt_dec (cost x) (cost best) then true else false) choices).

Lemma cheaper_in ci qi : In (ci, qi) cheaper <->
  exists x, In x choices /\ cost x < cost best /\ cost x = ci /\ rate x = qi.
Proof.
  unfold cheaper; rewrite in_map_iff; split.
  - intros [x [E F]]; apply filter_In in F; destruct F as [I L]; exists x.
    destruct (Rlt_dec (cost x) (cost best)); [|discriminate].
    inversion E; repeat split; assumption.
  - intros [x [I [L [<- <-]]]]; exists x; split; [reflexivity|]; apply filter_In; split; [exact I|].
    destruct (Rlt_dec (cost x) (cost best)); [reflexivity|contradiction].
Qed.

Lemma cheaper_lower : forall ci qi, In (ci, qi) cheaper ->
  probability qi /\ qi < rate best /\ ci < cost best /\ umin < U0 + ci.
Proof.
  intros ci qi H; apply cheaper_in in H; destruct H as [x [I [L [<- <-]]]].
  assert (N : x <> best) by (intros E; rewrite E in L; lra).
  destruct (Order x I N) as [[_ Q]|Q]; [|lra].
  repeat split; try assumption; try apply (Hrate x I); apply (Hroom x I).
Qed.

(** The exponent, up to eps: what some bonus reaches, and none exceeds. *)
Lemma payoffs_near eps : 0 < eps -> reaches company_payoffs
  (fun n => seen_payoff best - exp (- (INR n * (KL (rate near) (rate best) - eps))))
  (fun n => seen_payoff best - exp (- (INR n * (KL (rate near) (rate best) + eps)))).
Proof.
  intros He; destruct Near_cheaper as [Nb [Nc Nq]].
  assert (In0 : In (cost near, rate near) cheaper) by (apply cheaper_in; exists near; repeat split; assumption).
  assert (Largest : forall ci qi, In (ci, qi) cheaper -> qi <= rate near).
  { intros ci qi H; apply cheaper_in in H; destruct H as [x [I [L [<- <-]]]]; apply Nearest; assumption. }
  pose proof (Hrate best Hbest) as P1; pose proof (Hrate near Hnear) as P0.
  set (KLn := KL (rate near) (rate best)).
  assert (K0 : 0 < KLn) by (apply KL_pos; try assumption; lra).
  set (eps1 := Rmin eps (KLn / 2)).
  assert (e0 : 0 < eps1) by (apply Rmin_glb_lt; lra).
  assert (e1 : eps1 <= eps) by apply Rmin_l.
  assert (e2 : eps1 <= KLn / 2) by apply Rmin_r.
  pose proof (discrete_rate_many umin U0 (cost best) (rate best) s h cheaper Hconv Hincr Hs Hslope P1
    cheaper_lower (cost near) (rate near) In0 Largest Hcurved eps1 e0) as Rate; fold KLn in Rate.
  set (D := cost_step U0 (cost near) (cost best) s h) in *.
  set (B := room umin U0 (cost best)) in *.
  assert (B0 : 0 < B) by (unfold B, room, u1; pose proof (Hroom best Hbest); lra).
  (* failing is rare enough not to tempt the efforts that cost more *)
  assert (Rare : eventually (fun n => forall x, In x choices ->
    exp (- (INR n * (KLn - eps1))) <= D * (if Rlt_dec (cost best) (cost x) then (cost x - cost best) / B else 1))).
  { apply eventually_all; intros x _.
    assert (G : 0 < D * (if Rlt_dec (cost best) (cost x) then (cost x - cost best) / B else 1)).
    { apply Rmult_lt_0_compat; [exact Hcurved|].
      destruct (Rlt_dec (cost best) (cost x)); [apply Rdiv_lt_0_compat; lra|lra]. }
    apply (eventually_small _ (KLn - eps1) G); lra. }
  apply eventually_impl with (2 := eventually_and _ _ Rate
    (eventually_and _ _ Rare (eventually_small margin (KLn + eps1) Hmargin ltac:(lra)))).
  intros n [[[phi [base [b [Hp [Hb [Im W]]]]]] Low] [Rn Mn]].
  pose proof (Im _ _ In0) as Im0.
  pose proof (premium_by_failure umin U0 (cost near) (cost best) (rate near) (rate best) s h Hconv Hincr Hs
    P0 P1 Nc (Hroom near Hnear) n phi base b Hp Im0) as Pf.
  change (u1 U0 (cost best)) with (U0 + cost best) in *; fold D in Pf.
  set (f := mean (rate best) n phi) in *.
  assert (fD : f * D <= exp (- (INR n * (KLn - eps1)))) by lra.
  pose proof (fail_range (rate best) n phi P1 Hp) as F; fold f in F.
  assert (Ind : induces n phi base b best).
  { destruct Im0 as [_ A2 A3 A4]; fold f in A2; split; try assumption; unfold payoff_under; fold f.
    intros y Hy.
    destruct (Rlt_dec (cost y) (cost best)) as [Ly|Ly].
    - assert (Iy : In (cost y, rate y) cheaper) by (apply cheaper_in; exists y; repeat split; assumption).
      destruct (Im _ _ Iy) as [A1 _ _ _]; fold f in A1; exact A1.
    - specialize (Rn y Hy); pose proof (fail_range (rate y) n phi (Hrate y Hy) Hp) as Fy.
      destruct (Rlt_dec (cost best) (cost y)) as [Gy|Gy].
      + (* dearer: it could at most avoid failing *)
        assert (f <= (cost y - cost best) / B).
        { apply Rmult_le_reg_r with D; [exact Hcurved|]; lra. }
        assert (b * f <= B * ((cost y - cost best) / B)) by (apply Rmult_le_compat; lra).
        replace (B * ((cost y - cost best) / B)) with (cost y - cost best) in H0 by (field; lra).
        assert (0 <= b * mean (rate y) n phi) by (apply Rmult_le_pos; lra); lra.
      + (* as dear: it is the first best itself *)
        assert (E : y = best).
        { destruct (choice_dec y best) as [E|N]; [exact E|destruct (Order y Hy N) as [[? _]|?]; lra]. }
        rewrite E; fold f; lra. }
  assert (Mono : forall a a', a <= a' -> exp a <= exp a').
  { intros a a' [L|L]; [left; apply exp_increasing; exact L|rewrite L; lra]. }
  pose proof (pos_INR n) as N0.
  pose proof (Mono (- (INR n * (KLn + eps))) (- (INR n * (KLn + eps1))) ltac:(nra)).
  pose proof (Mono (- (INR n * (KLn - eps1))) (- (INR n * (KLn - eps))) ltac:(nra)).
  split.
  - exists (company_payoff n phi base b best); split; [|unfold company_payoff, seen_payoff; lra].
    exists best, phi, base, b; split; [exact Hbest|split; [exact Hp|split; [exact Ind|reflexivity]]].
  - intros v [x [phi' [base' [b' [Hx [Hp' [Ix ->]]]]]]].
    destruct (choice_dec x best) as [->|N].
    + assert (L : exp (- (INR n * (KLn + eps1))) <=
        target_wage (rate best) h n phi' base' b' - h (U0 + cost best)).
      { apply Low; [exact Hp'|]; intros ci qi H1; apply cheaper_in in H1; destruct H1 as [y [Iy [_ [<- <-]]]].
        destruct Ix as [B1 B2 B3 B4]; split; try assumption; apply (B1 y Iy). }
      unfold company_payoff, seen_payoff; lra.
    + pose proof (company_le n phi' base' b' x Hx Hp' Ix); pose proof (First x Hx N); lra.
Qed.

Theorem discrete_gap : exists second, suprema company_payoffs second /\ forall eps, 0 < eps -> eventually (fun n =>
  exp (- (INR n * (KL (rate near) (rate best) + eps))) <= seen_payoff best - second n <=
  exp (- (INR n * (KL (rate near) (rate best) - eps)))).
Proof. apply exponent_of, payoffs_near. Qed.
End Gap.
