(** * T5, the gap of binary contracts, with the effort chosen

    In words.  The company's second best among binary contracts is the largest V(e) - E_e[wage]
    over every effort e, test on the count of agreements among n, base and bonus to which e is a
    global best reply and that the annotator accepts, pay within limited liability.  Its gap to
    the first best, Delta_n, satisfies sqrt(n log n) Delta_n -> K(eta), the constant of
    T5_BinomialLimit.v at the first-best effort eta ([binary_gap_limit]).  So does the gap of the
    bonuses on at least m agreements, m whole ([deterministic_gap_limit]), which are contracts of Model.v
    ([bonus_is_contract]).

    Source.  This project; the rate is from Liu, Wang, Ma, Li, arXiv:2502.06387.

    Assumed.  As T5_Binomial.v, at every effort in (0,1); c', q' and h' continuous at the first
    best; eta in (0,1) the first best, and efforts at a distance from it worse by a fixed amount. *)

From Coq Require Import Reals Lra Lia PeanoNat.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import Eventually BinomialTilt Samples BestReply CountDeviation TwoPointPay Nearby Suprema.
From FirstBest Require Import T5_BinaryRate T5_Binomial T5_BinomialLimit T7_Gap.
Open Scope R_scope.

Section Gap.
Variables (umin U0 : R) (h h1 q q1 c c1 V : R -> R) (eta : R).
Hypothesis Hc0 : c 0 = 0.
Hypothesis Hconv : convex_from umin h.
Hypothesis Hincr : nondecreasing_from umin h.
Hypothesis HU0 : umin < U0.
Hypothesis Q01 : forall a, 0 <= a <= 1 -> 0 <= q a <= 1.
Hypothesis Hcpos : forall a, 0 <= a <= 1 -> 0 <= c a.
Hypothesis Conv : convex_in_agreement q c.
Hypothesis Heta : 0 < eta < 1.

Notation at_effort e := (interior U0 h h1 q q1 c c1 e).
Notation worth e := (utility U0 c e).
Notation K e := (binomial_constant U0 h h1 q q1 c c1 e).
Notation implementing n phi base b e := (binary_implements umin U0 q c n phi base b e).

Hypothesis Int : forall e, 0 < e < 1 -> at_effort e.
Hypothesis Cq : continuity_pt q1 eta.
Hypothesis Cc : continuity_pt c1 eta.
Hypothesis Ch : continuity_pt h1 (worth eta).

(** eta is the first best, and no effort at a distance comes close. *)
Notation seen e := (full_payoff c V U0 h e).
Hypothesis Best : forall e, 0 <= e <= 1 -> seen e <= seen eta.
Hypothesis Separated : forall r, 0 < r -> exists g, 0 < g /\
  forall e, 0 <= e <= 1 -> r <= Rabs (e - eta) -> seen e <= seen eta - g.

Definition binary_payoff (n : nat) (phi : nat -> R) (base b e : R) : R :=
  V e - wage h (count_fail q n phi) base b e.

(** What a base and a bonus reach, with any test on the count. *)
Definition binary_payoffs (n : nat) (x : R) : Prop := exists e phi base b, 0 <= e <= 1 /\ test phi /\
  implementing n phi base b e /\ x = binary_payoff n phi base b e.

(** The same where the bonus is paid from m agreements on. *)
Definition deterministic_payoffs (n : nat) (x : R) : Prop := exists e m base b, 0 <= e <= 1 /\
  implementing n (below m) base b e /\ x = binary_payoff n (below m) base b e.

(** No contract beats the flat wage of a seen effort. *)
Lemma binary_payoff_le n phi base b e : 0 <= e <= 1 -> test phi -> implementing n phi base b e ->
  binary_payoff n phi base b e <= seen e.
Proof.
  intros He Hp [_ Part Pb Lb]; unfold binary_payoff, full_payoff, wage.
  set (f := count_fail q n phi e) in *.
  assert (F : 0 <= f <= 1) by (apply mean_range; [apply Q01; exact He|exact Hp]).
  pose proof (Hconv (base + b) base f ltac:(lra) Lb F) as C.
  pose proof (Hcpos e He).
  pose proof (Hincr (U0 + c e) ((1 - f) * (base + b) + f * base) ltac:(lra) ltac:(lra)); lra.
Qed.

Lemma payoff_split n phi base b e :
  binary_payoff n phi base b e = seen e - binary_premium U0 h q c n phi base b e.
Proof. unfold binary_payoff, binary_premium, full_payoff, utility; ring. Qed.

(** ** Near the first best *)

(** The distance D(c(e)) of the utilities at stake. *)
Let distance (e : R) : R := h U0 - h (worth e) + c e * h1 (worth e).

Lemma distance_form e : 0 < c e -> c e * ratio U0 h h1 c e = distance e.
Proof.
  intros P; unfold ratio, distance_ratio, bregman, distance, utility.
  replace (U0 + c e - c e) with U0 by ring; field; lra.
Qed.

Let constant (e : R) : R := slope q1 c1 e * sd q e * (distance e / c e).

Lemma constant_near e : at_effort e -> K e = constant e.
Proof.
  intros I; rewrite constant_form by exact I; unfold constant.
  pose proof (cost_positive _ _ _ _ _ _ _ e I) as P; rewrite <- distance_form by exact P; field; lra.
Qed.

Lemma continuous_at : continuity_pt c eta /\ continuity_pt (var q) eta /\ continuity_pt (slope q1 c1) eta /\
  continuity_pt distance eta /\ continuity_pt (fun e => h1 (worth e)) eta /\
  continuity_pt (fun e => room umin U0 c e) eta /\ continuity_pt constant eta.
Proof.
  pose proof (Int eta Heta) as I; pose proof (var_pos U0 h h1 q q1 c c1 eta I) as V0.
  destruct I as [He Hq Hd Pq Hc Hc1 Hce Hs Hs0 Hr].
  assert (K : forall a, continuity_pt (fun _ => a) eta)
    by (intros a; apply continuity_pt_const; intros x y; reflexivity).
  assert (Kc : continuity_pt c eta) by (apply (continuity_of_derive _ _ _ Hc)).
  assert (Kq : continuity_pt q eta) by (apply (continuity_of_derive _ _ _ Hq)).
  assert (Kw : continuity_pt (fun e => worth e) eta) by (apply (continuity_pt_plus (fun _ => U0) c); [apply K|exact Kc]).
  assert (Kh : continuity_pt (fun e => h (worth e)) eta).
  { apply (continuity_pt_comp (fun e => worth e) h); [exact Kw|apply (continuity_of_derive _ _ _ Hs)]. }
  assert (Kh1 : continuity_pt (fun e => h1 (worth e)) eta)
    by (apply (continuity_pt_comp (fun e => worth e) h1); [exact Kw|exact Ch]).
  assert (Kv : continuity_pt (var q) eta).
  { apply (continuity_pt_mult q (fun e => 1 - q e)); [exact Kq|].
    apply (continuity_pt_minus (fun _ => 1) q); [apply K|exact Kq]. }
  assert (Ks : continuity_pt (slope q1 c1) eta) by (apply (continuity_pt_div c1 q1); [exact Cc|exact Cq|lra]).
  assert (Kd : continuity_pt distance eta).
  { apply (continuity_pt_plus (fun e => h U0 - h (worth e)) (fun e => c e * h1 (worth e))).
    - apply (continuity_pt_minus (fun _ => h U0) (fun e => h (worth e))); [apply K|exact Kh].
    - apply (continuity_pt_mult c (fun e => h1 (worth e))); [exact Kc|exact Kh1]. }
  repeat split; try assumption.
  - apply (continuity_pt_minus (fun e => worth e) (fun _ => umin)); [exact Kw|apply K].
  - apply (continuity_pt_mult (fun e => slope q1 c1 e * sd q e) (fun e => distance e / c e)).
    + apply (continuity_pt_mult (slope q1 c1) (sd q)); [exact Ks|].
      apply (continuity_pt_comp (var q) sqrt); [exact Kv|apply continuity_pt_sqrt; lra].
    + apply (continuity_pt_div distance c); [exact Kd|exact Kc|lra].
Qed.

(** Around eta nothing that the lower bound needs degenerates, and the constant is nearly K(eta). *)
Lemma nothing_degenerates a : 0 < a -> exists r w, 0 < r /\ 0 < w /\
  forall e, Rabs (e - eta) < r -> 0 < e < 1 /\ K eta - a <= K e <= 2 * K eta /\
    at_effort e /\
    w <= h1 (worth e) * room umin U0 c e /\ w <= c e * ratio U0 h h1 c e /\
    w * room umin U0 c e <= slope q1 c1 e * var q e /\ w <= var q e /\ K e <= / w.
Proof.
  intros Ha; pose proof (Int eta Heta) as I; pose proof (constant_pos U0 h h1 q q1 c c1 eta I) as K0.
  pose proof (var_pos U0 h h1 q q1 c c1 eta I) as V0; pose proof (slope_pos U0 h h1 q q1 c c1 eta I) as S0.
  pose proof (room_pos umin U0 c HU0 eta) as R0; pose proof (constant_near eta I) as Kn.
  destruct I as [He Hq Hd Pq Hc Hc1 Hce Hs Hs0 Hr].
  destruct continuous_at as [Kc [Kv [Ks [Kd [Kh1 [Kr Kk]]]]]].
  pose proof (distance_form eta Hce) as Dn.
  assert (D0 : 0 < distance eta) by (rewrite <- Dn; apply Rmult_lt_0_compat; assumption).
  set (F1 := fun e => h1 (worth e) * room umin U0 c e).
  set (F3 := fun e => slope q1 c1 e * var q e / room umin U0 c e).
  assert (P1 : 0 < F1 eta) by (apply Rmult_lt_0_compat; [exact Hs0|lra]).
  assert (P3 : 0 < F3 eta) by (apply Rdiv_lt_0_compat; [apply Rmult_lt_0_compat; lra|lra]).
  assert (C1 : continuity_pt F1 eta).
  { apply (continuity_pt_mult (fun e => h1 (worth e)) (fun e => room umin U0 c e)); assumption. }
  assert (C3 : continuity_pt F3 eta).
  { apply (continuity_pt_div (fun e => slope q1 c1 e * var q e) (fun e => room umin U0 c e)); [|exact Kr|lra].
    apply (continuity_pt_mult (slope q1 c1) (var q)); assumption. }
  destruct (half_near F1 eta C1 P1) as [r1 [r10 N1]].
  destruct (half_near distance eta Kd D0) as [r2 [r20 N2]].
  destruct (half_near F3 eta C3 P3) as [r3 [r30 N3]].
  destruct (half_near (var q) eta Kv ltac:(lra)) as [r4 [r40 N4]].
  destruct (near_of_continuity constant eta (Rmin a (K eta)) Kk ltac:(apply Rmin_glb_lt; lra)) as [r5 [r50 N5]].
  pose proof (Rmin_l a (K eta)) as A1; pose proof (Rmin_r a (K eta)) as A2.
  set (r := Rmin (Rmin (Rmin r1 r2) (Rmin r3 r4)) (Rmin r5 (Rmin eta (1 - eta)))).
  assert (r0 : 0 < r) by (repeat apply Rmin_glb_lt; lra).
  assert (L1 : r <= Rmin (Rmin r1 r2) (Rmin r3 r4)) by apply Rmin_l.
  assert (L2 : r <= Rmin r5 (Rmin eta (1 - eta))) by apply Rmin_r.
  pose proof (Rmin_l (Rmin r1 r2) (Rmin r3 r4)); pose proof (Rmin_r (Rmin r1 r2) (Rmin r3 r4)).
  pose proof (Rmin_l r1 r2); pose proof (Rmin_r r1 r2); pose proof (Rmin_l r3 r4); pose proof (Rmin_r r3 r4).
  pose proof (Rmin_l r5 (Rmin eta (1 - eta))); pose proof (Rmin_r r5 (Rmin eta (1 - eta))).
  pose proof (Rmin_l eta (1 - eta)); pose proof (Rmin_r eta (1 - eta)).
  assert (p5 : 0 < / (2 * K eta)) by (apply Rinv_0_lt_compat; lra).
  set (w := Rmin (Rmin (F1 eta / 2) (distance eta / 2)) (Rmin (F3 eta / 2) (Rmin (var q eta / 2) (/ (2 * K eta))))).
  assert (w0 : 0 < w) by (repeat apply Rmin_glb_lt; lra).
  assert (w1 : w <= F1 eta / 2) by (eapply Rle_trans; [apply Rmin_l|apply Rmin_l]).
  assert (w2 : w <= distance eta / 2) by (eapply Rle_trans; [apply Rmin_l|apply Rmin_r]).
  assert (w3 : w <= F3 eta / 2) by (eapply Rle_trans; [apply Rmin_r|apply Rmin_l]).
  assert (w4 : w <= var q eta / 2) by (eapply Rle_trans; [apply Rmin_r|eapply Rle_trans; [apply Rmin_r|apply Rmin_l]]).
  assert (w5 : w <= / (2 * K eta)) by (eapply Rle_trans; [apply Rmin_r|eapply Rle_trans; [apply Rmin_r|apply Rmin_r]]).
  exists r, w; split; [exact r0|split; [exact w0|]]; intros e Ee.
  specialize (N1 e ltac:(lra)); specialize (N2 e ltac:(lra)); specialize (N3 e ltac:(lra));
    specialize (N4 e ltac:(lra)); specialize (N5 e ltac:(lra)).
  apply Rabs_lt_between in Ee; assert (E01 : 0 < e < 1) by lra.
  pose proof (Int e E01) as Ie; pose proof (constant_near e Ie) as Ke; rewrite <- Ke, <- Kn in N5.
  apply Rabs_lt_between in N5.
  pose proof (room_pos umin U0 c HU0 e) as Re; pose proof (cost_positive _ _ _ _ _ _ _ e Ie) as Ce.
  split; [exact E01|split; [lra|split; [exact Ie|]]].
  rewrite (distance_form e Ce); repeat split; try (unfold F1 in *; lra).
  - assert (W : w <= F3 e) by lra; unfold F3 in W.
    apply Rmult_le_compat_r with (r := room umin U0 c e) in W; [|lra].
    replace (slope q1 c1 e * var q e / room umin U0 c e * room umin U0 c e)
      with (slope q1 c1 e * var q e) in W by (field; lra); exact W.
  - apply Rle_trans with (2 * K eta); [lra|].
    rewrite <- (Rinv_inv (2 * K eta)); apply Rinv_le_contravar; assumption.
Qed.

(** ** The gap *)

(** What no bonus exceeds, whatever effort it is for. *)
Lemma payoff_above eps : 0 < eps -> eventually (fun n => 0 < root_n_log_n n /\
  forall e phi base b, 0 <= e <= 1 -> test phi -> implementing n phi base b e ->
    binary_payoff n phi base b e <= seen eta - (K eta - eps) / root_n_log_n n).
Proof.
  intros E0; pose proof (Int eta Heta) as I; pose proof (constant_pos U0 h h1 q q1 c c1 eta I) as K0.
  set (k := K eta) in *.
  set (th := Rmin (1 / 2) (eps / (12 * k))).
  assert (t0 : 0 < th) by (apply Rmin_glb_lt; [lra|apply Rdiv_lt_0_compat; lra]).
  assert (t1 : th <= 1 / 2) by apply Rmin_l.
  assert (t2 : 6 * th * k <= eps / 2).
  { apply Rle_trans with (6 * (eps / (12 * k)) * k); [|apply Req_le; field; lra].
    apply Rmult_le_compat_r; [lra|]; assert (th <= eps / (12 * k)) by apply Rmin_r; lra. }
  destruct (nothing_degenerates (eps / 2) ltac:(lra)) as [r [w [r0 [w0 Near]]]]; fold k in Near.
  destruct (Separated r r0) as [g [g0 Far]].
  pose proof (binomial_lower_uniform umin U0 h h1 q q1 c c1 Hc0 Hconv Hincr HU0 Q01
    (fun e => Rabs (e - eta) < r) w th ltac:(lra) w0) as Low.
  specialize (Low (fun e P => proj2 (proj2 (Near e P)))).
  apply eventually_impl with (2 := eventually_and _ _ (eventually_below k g ltac:(lra) g0) Low).
  intros n [[Rn Kg] Lo]; set (rt := root_n_log_n n) in *; split; [exact Rn|].
  assert (I0 : 0 <= / rt) by (left; apply Rinv_0_lt_compat; exact Rn).
  intros e phi base b He Hp Im; destruct (Rlt_or_le (Rabs (e - eta)) r) as [L|L].
  - destruct (Near e L) as [E01 [Ke _]]; specialize (Lo e phi base b L Hp Im).
    rewrite payoff_split; pose proof (Best e He).
    assert ((k - eps) / rt <= (1 - th) * (1 - th) * (1 - th) * K e / rt); [|lra].
    apply Rmult_le_compat_r; [exact I0|].
    assert ((1 - 3 * th) * K e <= (1 - th) * (1 - th) * (1 - th) * K e)
      by (apply Rmult_le_compat_r; [pose proof (constant_pos U0 h h1 q q1 c c1 e (Int e E01)); lra|nra]).
    assert (th * K e <= th * (2 * k)) by (apply Rmult_le_compat_l; lra); lra.
  - pose proof (binary_payoff_le n phi base b e He Hp Im); specialize (Far e He L).
    assert ((k - eps) / rt <= k / rt); [|lra].
    apply Rmult_le_compat_r; [exact I0|lra].
Qed.

(** From some n on some bonus on at least m agreements reaches the first best but for (K(eta) + eps)/sqrt(n log n). *)
Lemma payoff_reached eps : 0 < eps -> eventually (fun n => exists x, deterministic_payoffs n x /\
  seen eta - (K eta + eps) / root_n_log_n n <= x).
Proof.
  intros E0; apply eventually_impl with
    (2 := deterministic_upper_near umin U0 h h1 q q1 c c1 Hconv HU0 Q01 Hcpos Conv eta (Int eta Heta) eps E0).
  intros n [m [base [b [Im Pr]]]]; exists (binary_payoff n (below m) base b eta); split.
  - exists eta, m, base, b; split; [lra|split; [exact Im|reflexivity]].
  - rewrite payoff_split; lra.
Qed.

Lemma deterministic_within n x : deterministic_payoffs n x -> binary_payoffs n x.
Proof.
  intros [e [m [base [b [He [Im ->]]]]]]; exists e, (below m), base, b.
  split; [exact He|split; [intros k; apply below_range|split; [exact Im|reflexivity]]].
Qed.

Lemma limit_between (values : nat -> R -> Prop) : (forall n x, deterministic_payoffs n x -> values n x) ->
  (forall n x, values n x -> binary_payoffs n x) -> gap_tends values root_n_log_n (seen eta) (K eta).
Proof.
  intros Some All; apply gap_tends_of; intros eps E0.
  apply eventually_impl with (2 := eventually_and _ _ (payoff_above eps E0) (payoff_reached eps E0)).
  intros n [[Rn Top] [x [X B]]]; split; [exact Rn|split; [exists x; split; [apply Some, X|exact B]|]].
  intros y Y; destruct (All n y Y) as [e [phi [base [b [He [Hp [Im ->]]]]]]]; apply Top; assumption.
Qed.

Theorem binary_gap_limit : gap_tends binary_payoffs root_n_log_n (seen eta) (K eta).
Proof. apply limit_between; [exact deterministic_within|intros n x X; exact X]. Qed.

Theorem deterministic_gap_limit : gap_tends deterministic_payoffs root_n_log_n (seen eta) (K eta).
Proof. apply limit_between; [intros n x X; exact X|exact deterministic_within]. Qed.

(** Both, for who needs both. *)
Theorem gap_limits : gap_tends binary_payoffs root_n_log_n (seen eta) (K eta) /\
  gap_tends deterministic_payoffs root_n_log_n (seen eta) (K eta).
Proof. exact (conj binary_gap_limit deterministic_gap_limit). Qed.
(** ** A bonus on at least m agreements is a contract of the model *)

Lemma bonus_mean p n m base b : mean p n (fun k => base + b * (1 - below m k)) = base + b * (1 - mean p n (below m)).
Proof.
  rewrite (mean_ext p n _ (fun k => (base + b) + (- b) * below m k)) by (intros; ring).
  rewrite mean_plus, mean_scale, mean_const; ring.
Qed.

Lemma bonus_wage_mean p n m base b : mean p n (fun k => h (base + b * (1 - below m k))) =
  (1 - mean p n (below m)) * h (base + b) + mean p n (below m) * h base.
Proof.
  rewrite (mean_ext p n _ (fun k => h (base + b) + (h base - h (base + b)) * below m k)).
  - rewrite (mean_plus p n (fun _ => h (base + b))), mean_scale, mean_const; ring.
  - intros k _; unfold below; destruct (Nat.ltb k m).
    + replace (base + b * (1 - 1)) with base by ring; ring.
    + replace (base + b * (1 - 0)) with (base + b) by ring; ring.
Qed.

(** So its payoffs are among those of all contracts whose utilities are umin or more. *)
Theorem bonus_is_contract n x : deterministic_payoffs n x ->
  payoffs q c V U0 (fun u => umin <= u) h any_contract n x.
Proof.
  intros [e [m [base [b [He [[Br Pa Bp Li] ->]]]]]].
  set (pay := fun k => base + b * (1 - below m k)).
  assert (Ex : forall a, expect (q a) n (fun s => pay (count s)) = base + b * (1 - count_fail q n (below m) a))
    by (intros a; rewrite expect_count; apply bonus_mean).
  exists e, (fun s => pay (count s)); split; [exact He|split; [exact Logic.I|split; [split; [|split]|]]].
  - intros s _; unfold pay; pose proof (below_range m (count s)).
    assert (0 <= b * (1 - below m (count s))) by (apply Rmult_le_pos; lra); lra.
  - intros a Ha; rewrite !Ex; apply Br, Ha.
  - unfold participates; rewrite Ex; exact Pa.
  - unfold binary_payoff, payoff, wage; f_equal; symmetry.
    rewrite (expect_count (q e) n (fun k => h (pay k))); apply bonus_wage_mean.
Qed.
End Gap.
