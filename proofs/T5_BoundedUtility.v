(** * T5 binary-rate where utility is bounded above, as with constant absolute risk aversion

    In words.  [binary_gap_limit] asks the wage h that buys a utility to be convex on all utilities from u_min on.  With
    CARA h is defined only below 1/r.  Here convexity is asked of the utilities that may be paid, [pay], and contracts pay
    such utilities only; the gap has the same limit, sqrt(n log n) Delta_n -> K_bin ([bounded_gap_limit]), also among the
    bonuses on at least m agreements, m whole ([bounded_deterministic_gap_limit]).  At a given effort such a bonus pays no
    utility above a given [top] > U0 + c(e) and has a premium of K(e)/sqrt(n log n) to first order ([bounded_upper]).

    How.  Above some [top] that exceeds U0 + c(e) for every effort, replace h by its tangent.  That makes pay cheaper, so
    the gap is no less than that of the capped wage; and the bonus that attains K_bin ends below [top] for large n: it
    fails seldom, and costs little, so it pays hardly more than the first-best utility.

    Source.  This project.  Assumed: as [binary_gap_limit], with [smooth_wage] on [pay] in the place of convexity from
    u_min on; some utility above U0 + c(e) for all e may be paid. *)

From Coq Require Import Reals Lra Lia.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import Eventually BinomialTilt Samples Curvature BestReply TwoPointPay CountSuffices Nearby Suprema CountDeviation.
From FirstBest Require Import T5_BinaryRate T5_Binomial T5_BinomialLimit T5_BinaryGap T7_LimitInstances T7_Gap.
Open Scope R_scope.

Section Capped.
Variables (pay : R -> Prop) (h h1 h2 : R -> R) (umin top : R).
Hypothesis Sm : smooth_wage pay h h1 h2.
Hypothesis Pmin : pay umin.
Hypothesis Low : forall x, pay x -> umin <= x.
Hypothesis Rise : forall x, pay x -> 0 < h1 x.
Hypothesis Ptop : pay top.

(** The wage with its tangent above [top]. *)
Definition capped (x : R) : R := if Rle_dec x top then h x else h top + h1 top * (x - top).

Lemma capped_below x : x <= top -> capped x = h x.
Proof. intros X; unfold capped; destruct (Rle_dec x top); [reflexivity|contradiction]. Qed.

Lemma capped_above x : top <= x -> capped x = h top + h1 top * (x - top).
Proof.
  intros X; unfold capped; destruct (Rle_dec x top) as [L|N]; [|reflexivity].
  replace x with top by lra; ring.
Qed.

Lemma paid_to_top x : umin <= x <= top -> pay x.
Proof. intros X; apply (wage_interval _ _ _ _ Sm umin x top); assumption. Qed.

Lemma wage_tangent u x : pay u -> pay x -> h u + h1 u * (x - u) <= h x.
Proof.
  intros U X.
  pose proof (second_order_lower pay h h1 h2 (wage_interval _ _ _ _ Sm) (wage_slope _ _ _ _ Sm)
    (wage_curvature _ _ _ _ Sm) u x 0 U X) as T.
  assert (0 <= 0 / 2 * ((x - u) * (x - u))) by lra.
  assert (h u + h1 u * (x - u) + 0 / 2 * ((x - u) * (x - u)) <= h x); [|lra].
  apply T; intros y B; left; apply (wage_convex _ _ _ _ Sm), (between_pay pay (wage_interval _ _ _ _ Sm) u x); assumption.
Qed.

(** Convexity from tangents. *)
Lemma wage_chord x y t : pay x -> pay y -> 0 <= t <= 1 -> h ((1 - t) * x + t * y) <= (1 - t) * h x + t * h y.
Proof.
  intros X Y T; set (z := (1 - t) * x + t * y).
  assert (Z : pay z).
  { unfold z; replace ((1 - t) * x + t * y) with (t * y + (1 - t) * x) by ring.
    apply (interval_mix pay y x t (wage_interval _ _ _ _ Sm)); assumption. }
  pose proof (wage_tangent z x Z X) as A; pose proof (wage_tangent z y Z Y) as B.
  apply Rmult_le_compat_l with (r := 1 - t) in A; [|lra]; apply Rmult_le_compat_l with (r := t) in B; [|lra].
  assert (E : (1 - t) * (h z + h1 z * (x - z)) + t * (h z + h1 z * (y - z)) = h z) by (unfold z; ring).
  lra.
Qed.

(** The tangent at [top] is below the capped wage everywhere. *)
Lemma capped_tangent x : umin <= x -> h top + h1 top * (x - top) <= capped x.
Proof.
  intros X; destruct (Rle_or_lt x top) as [L|L].
  - rewrite capped_below by exact L; apply wage_tangent; [exact Ptop|apply paid_to_top; lra].
  - rewrite capped_above by lra; lra.
Qed.

Lemma capped_cheaper x : pay x -> capped x <= h x.
Proof.
  intros X; destruct (Rle_or_lt x top) as [L|L]; [rewrite capped_below by exact L; lra|].
  rewrite capped_above by lra; apply wage_tangent; assumption.
Qed.

(** From [top] on the mean of the capped wage is at least its tangent's. *)
Lemma capped_chord_high x y t : umin <= x -> umin <= y -> 0 <= t <= 1 -> top <= (1 - t) * x + t * y ->
  capped ((1 - t) * x + t * y) <= (1 - t) * capped x + t * capped y.
Proof.
  intros X Y T Z; rewrite capped_above by exact Z.
  pose proof (capped_tangent x X) as A; pose proof (capped_tangent y Y) as B.
  apply Rmult_le_compat_l with (r := 1 - t) in A; [|lra]; apply Rmult_le_compat_l with (r := t) in B; [|lra].
  lra.
Qed.

(** A chord from below [top] to above it. *)
Lemma capped_chord_across x y t : umin <= x <= top -> top < y -> 0 <= t <= 1 ->
  capped ((1 - t) * x + t * y) <= (1 - t) * capped x + t * capped y.
Proof.
  intros X Y T; destruct (Rle_or_lt top ((1 - t) * x + t * y)) as [Z|Z];
    [apply capped_chord_high; lra|].
  set (r := (top - x) / (y - x)).
  assert (D : 0 < y - x) by lra.
  assert (R0 : 0 <= r <= 1).
  { unfold r; split; [apply Rdiv_le_0_compat; lra|].
    apply Rmult_le_reg_r with (y - x); [exact D|]; replace ((top - x) / (y - x) * (y - x)) with (top - x) by (field; lra); lra. }
  assert (Er : (1 - r) * x + r * y = top) by (unfold r; field; lra).
  pose proof (capped_chord_high x y r ltac:(lra) ltac:(lra) R0 ltac:(lra)) as H; rewrite Er in H.
  rewrite (capped_below top) in H by lra; rewrite (capped_below x) in H |- * by lra.
  destruct (Req_dec r 0) as [Z0|N0].
  { rewrite Z0 in Er; assert (x = top) by lra; assert (t * (y - x) < 0) by lra.
    assert (0 <= t * (y - x)) by (apply Rmult_le_pos; lra); lra. }
  set (s := t / r).
  assert (Es : s * r = t) by (unfold s; field; exact N0).
  assert (S1 : 0 <= s <= 1).
  { split; [apply Rdiv_le_0_compat; lra|]; apply Rmult_le_reg_r with r; [lra|]; rewrite Es.
    assert (t * (y - x) <= r * (y - x)); [|apply Rmult_le_reg_r with (y - x); lra].
    replace (r * (y - x)) with (top - x) by (unfold r; field; lra); lra. }
  assert (Ez : (1 - t) * x + t * y = (1 - s) * x + s * top) by (rewrite <- Er, <- Es; ring).
  rewrite Ez, capped_below by (rewrite <- Ez; lra).
  pose proof (wage_chord x top s (paid_to_top x X) Ptop S1) as C.
  apply Rmult_le_compat_l with (r := s) in H; [|lra].
  assert (E : s * ((1 - r) * h x + r * capped y) = (s - t) * h x + t * capped y) by (rewrite <- Es; ring).
  lra.
Qed.

Lemma capped_convex : convex_from umin capped.
Proof.
  intros x y t X Y T; destruct (Rle_or_lt x top) as [Lx|Lx]; destruct (Rle_or_lt y top) as [Ly|Ly].
  - rewrite !capped_below by (try assumption; nra).
    apply wage_chord; [apply paid_to_top; lra|apply paid_to_top; lra|exact T].
  - apply capped_chord_across; lra.
  - replace ((1 - t) * x + t * y) with ((1 - (1 - t)) * y + (1 - t) * x) by ring.
    pose proof (capped_chord_across y x (1 - t) ltac:(lra) Lx ltac:(lra)); lra.
  - apply capped_chord_high; try assumption; nra.
Qed.

Lemma capped_rises : nondecreasing_from umin capped.
Proof.
  intros x y X L.
  assert (W : forall a b, umin <= a -> a <= b -> b <= top -> h a <= h b).
  { intros a b A B C; pose proof (wage_tangent a b (paid_to_top a ltac:(lra)) (paid_to_top b ltac:(lra))) as T.
    pose proof (Rise a (paid_to_top a ltac:(lra))).
    assert (0 <= h1 a * (b - a)) by (apply Rmult_le_pos; lra); lra. }
  pose proof (Rise top Ptop) as R0.
  destruct (Rle_or_lt y top) as [Ly|Ly]; [rewrite !capped_below by lra; apply W; lra|].
  rewrite (capped_above y) by lra; destruct (Rle_or_lt x top) as [Lx|Lx].
  - rewrite capped_below by exact Lx; pose proof (W x top X Lx ltac:(lra)).
    assert (0 <= h1 top * (y - top)) by (apply Rmult_le_pos; lra); lra.
  - rewrite capped_above by lra; assert (h1 top * (x - top) <= h1 top * (y - top)) by (apply Rmult_le_compat_l; lra); lra.
Qed.

Lemma capped_derive x l : x < top -> is_derive h x l -> is_derive capped x l.
Proof.
  intros X D; apply is_derive_ext_loc with h; [|exact D].
  exists (mkposreal (top - x) ltac:(lra)); intros y Hy; symmetry; apply capped_below.
  apply Rabs_lt_between in Hy; simpl in Hy; unfold minus, plus, opp in Hy; simpl in Hy; lra.
Qed.
End Capped.

(** ** One effort *)

Section AtEffort.
Variables (pay : R -> Prop) (umin top U0 : R) (h h1 h2 q q1 c c1 : R -> R) (eta : R).
Hypothesis Sm : smooth_wage pay h h1 h2.
Hypothesis Pmin : pay umin.
Hypothesis Rise : forall x, pay x -> 0 < h1 x.
Hypothesis Ptop : pay top.
Hypothesis Htop : U0 + c eta < top.
Hypothesis Hc0 : c 0 = 0.
Hypothesis HU0 : umin < U0.
Hypothesis Q01 : forall a, 0 <= a <= 1 -> 0 <= q a <= 1.
Hypothesis Int : interior U0 h h1 q q1 c c1 eta.

Let H : R -> R := capped h h1 top.
Let H_convex : convex_from umin H := capped_convex pay h h1 h2 umin top Sm Pmin Ptop.
Let H_rises : nondecreasing_from umin H := capped_rises pay h h1 h2 umin top Sm Pmin Rise Ptop.

Lemma interior_capped : interior U0 H h1 q q1 c c1 eta.
Proof.
  destruct Int as [I1 I2 I3 I4 I5 I6 I7 I8 I9 I10]; split; try assumption.
  - apply capped_derive; [unfold utility; lra|exact I8].
  - unfold ratio, distance_ratio, bregman, H in *; unfold utility in *.
    rewrite !capped_below by lra; exact I10.
Qed.

Lemma ubar_paid : pay (U0 + c eta).
Proof.
  pose proof (cost_positive _ _ _ _ _ _ _ eta Int).
  apply (wage_interval _ _ _ _ Sm umin (U0 + c eta) top); [exact Pmin|exact Ptop|lra].
Qed.

Lemma constant_capped : binomial_constant U0 H h1 q q1 c c1 eta = binomial_constant U0 h h1 q q1 c c1 eta.
Proof.
  pose proof (cost_positive _ _ _ _ _ _ _ eta Int).
  unfold binomial_constant, ratio, distance_ratio, bregman, H, utility; rewrite !capped_below by lra; reflexivity.
Qed.

(** How little the premium has to be for the bonus to end below [top]. *)
Let small : R := Rmin (c eta * ratio U0 h h1 c eta / 2)
  ((top - (U0 + c eta)) / (/ h1 (U0 + c eta) + 2 / ratio U0 h h1 c eta)).

Lemma small_positive : 0 < small.
Proof.
  pose proof (Rise _ ubar_paid) as S0; pose proof (wage_bends _ _ _ _ _ _ _ eta Int) as R0.
  pose proof (cost_positive _ _ _ _ _ _ _ eta Int) as C0.
  assert (I1 : 0 < / h1 (U0 + c eta)) by (apply Rinv_0_lt_compat, S0).
  assert (I2 : 0 < 2 / ratio U0 h h1 c eta) by (apply Rdiv_lt_0_compat; lra).
  apply Rmin_glb_lt; [assert (0 < c eta * ratio U0 h h1 c eta) by (apply Rmult_lt_0_compat; assumption); lra|].
  apply Rdiv_lt_0_compat; lra.
Qed.

Lemma bonus_within n phi base b : test phi -> binary_implements umin U0 q c n phi base b eta ->
  binary_premium U0 H q c n phi base b eta <= small -> base + b <= top.
Proof.
  intros Te Im Ps; assert (Eta : 0 <= eta <= 1) by (pose proof (effort_interior _ _ _ _ _ _ _ eta Int); lra).
  set (P := binary_premium U0 H q c n phi base b eta) in *.
  set (u := U0 + c eta); set (s := h1 u); set (rho := ratio U0 h h1 c eta).
  assert (S0 : 0 < s) by (apply Rise, ubar_paid).
  assert (R0 : 0 < rho) by (apply (wage_bends _ _ _ _ _ _ _ eta Int)).
  assert (C0 : 0 < c eta) by (apply (cost_positive _ _ _ _ _ _ _ eta Int)).
  assert (I1 : 0 < / s) by (apply Rinv_0_lt_compat, S0).
  assert (I2 : 0 < 2 / rho) by (apply Rdiv_lt_0_compat; lra).
  assert (S1 : small <= c eta * rho / 2) by apply Rmin_l.
  assert (S2 : small <= (top - u) / (/ s + 2 / rho)) by apply Rmin_r.
  set (f := count_fail q n phi eta) in *.
  assert (F : 0 <= f <= 1) by (apply mean_range; [apply Q01; exact Eta|exact Te]).
  pose proof Im as [Br Pa Bp Li].
  assert (D : c eta <= (1 - f) * b).
  { specialize (Br 0 ltac:(lra)); rewrite Hc0 in Br; fold f in Br.
    assert (F0 : 0 <= count_fail q n phi 0 <= 1) by (apply mean_range; [apply Q01; lra|exact Te]).
    assert (b * count_fail q n phi 0 <= b * 1) by (apply Rmult_le_compat_l; lra); lra. }
  fold f in Pa.
  assert (Uc : umin <= u) by (unfold u; lra).
  assert (Hs : is_derive H u s) by (apply (T5_Binomial.wage_slope _ _ _ _ _ _ _ eta interior_capped)).
  assert (Ce : P = (1 - f) * H (base + b) + f * H base - H u) by reflexivity.
  pose proof (two_point_cost umin H u s H_convex H_rises Uc Hs f base b (c eta) F Li ltac:(lra) ltac:(unfold u; lra) C0
    ltac:(unfold u; lra) D) as Tp.
  assert (Er : bregman H u s (c eta) / c eta = rho).
  { unfold rho, ratio, distance_ratio, bregman, H, s, u, utility.
    rewrite !capped_below by lra; reflexivity. }
  rewrite Er in Tp.
  assert (Fb : f * ((1 - f) * b) * rho <= P) by lra.
  assert (Rc : s * ((1 - f) * (base + b) + f * base - u) <= P).
  { pose proof (tangent_below umin H u s H_convex Uc Hs (base + b) ltac:(lra)) as T1.
    pose proof (tangent_below umin H u s H_convex Uc Hs base Li) as T2.
    apply Rmult_le_compat_l with (r := 1 - f) in T1; [|lra]; apply Rmult_le_compat_l with (r := f) in T2; [|lra]. lra. }
  assert (Fc : f * c eta * rho <= P).
  { apply Rle_trans with (2 := Fb); apply Rmult_le_compat_r; [lra|]; apply Rmult_le_compat_l; lra. }
  assert (Fh : f <= 1 / 2).
  { apply Rmult_le_reg_r with (c eta * rho); [apply Rmult_lt_0_compat; assumption|].
    replace (f * (c eta * rho)) with (f * c eta * rho) by ring; lra. }
  assert (Bb : f * b <= 2 / rho * P).
  { assert (A : f * ((1 - f) * b) <= P / rho).
    { apply Rmult_le_reg_r with rho; [exact R0|]; replace (P / rho * rho) with P by (field; lra); exact Fb. }
    assert (f * b * (1 / 2) <= f * b * (1 - f)) by (apply Rmult_le_compat_l; [apply Rmult_le_pos; lra|lra]).
    replace (2 / rho * P) with (2 * (P / rho)) by (field; lra); lra. }
  assert (Mm : (1 - f) * (base + b) + f * base <= u + / s * P).
  { apply Rmult_le_reg_l with s; [exact S0|]; replace (s * (u + / s * P)) with (s * u + P) by (field; lra); lra. }
  assert ((/ s + 2 / rho) * P <= top - u).
  { apply Rmult_le_reg_r with (/ (/ s + 2 / rho)); [apply Rinv_0_lt_compat; lra|].
    replace ((/ s + 2 / rho) * P * / (/ s + 2 / rho)) with P by (field; repeat split; nra).
    unfold Rdiv in S2 at 1; lra. }
  lra.
Qed.

Hypothesis Hcpos : forall a, 0 <= a <= 1 -> 0 <= c a.
Hypothesis Conv : convex_in_agreement q c.

(** Some threshold, at its own bonus, within the limits on pay. *)
Theorem bounded_upper eps : 0 < eps -> eventually (fun n => 0 < root_n_log_n n /\ exists m base b,
  binary_implements umin U0 q c n (below m) base b eta /\ base + b <= top /\
  binary_premium U0 h q c n (below m) base b eta <=
    (binomial_constant U0 h h1 q q1 c c1 eta + eps) / root_n_log_n n).
Proof.
  intros E0; pose proof (constant_pos U0 h h1 q q1 c c1 eta Int) as K0.
  pose proof (deterministic_upper_near umin U0 H h1 q q1 c c1 H_convex HU0 Q01 Hcpos Conv eta interior_capped eps E0) as Up.
  rewrite constant_capped in Up; set (K := binomial_constant U0 h h1 q q1 c c1 eta) in *.
  apply eventually_impl with (2 := eventually_and _ _ (eventually_below (K + eps) small ltac:(lra) small_positive) Up).
  intros n [[Rn Ks] [m [base [b [Im Pr]]]]]; split; [exact Rn|]; exists m, base, b; split; [exact Im|].
  pose proof (bonus_within n (below m) base b (below_range m) Im ltac:(lra)) as End; split; [exact End|].
  pose proof Im as [_ _ Bp Li]; apply Rle_trans with (2 := Pr), Req_le.
  unfold binary_premium, wage, utility, H; rewrite !capped_below by lra; reflexivity.
Qed.
End AtEffort.

(** ** The gap *)

Section Bounded.
Variables (pay : R -> Prop) (umin top U0 : R) (h h1 h2 q q1 c c1 V : R -> R) (eta : R).
Hypothesis Sm : smooth_wage pay h h1 h2.
Hypothesis Pmin : pay umin.
Hypothesis Low : forall x, pay x -> umin <= x.
Hypothesis Rise : forall x, pay x -> 0 < h1 x.
Hypothesis Ptop : pay top.
Hypothesis Htop : forall e, 0 <= e <= 1 -> U0 + c e < top.
Hypothesis Hc0 : c 0 = 0.
Hypothesis HU0 : umin < U0.
Hypothesis Q01 : forall a, 0 <= a <= 1 -> 0 <= q a <= 1.
Hypothesis Hcpos : forall a, 0 <= a <= 1 -> 0 <= c a.
Hypothesis Conv : convex_in_agreement q c.
Hypothesis Heta : 0 < eta < 1.
Hypothesis Int : forall e, 0 < e < 1 -> interior U0 h h1 q q1 c c1 e.
Hypothesis Cq : continuity_pt q1 eta.
Hypothesis Cc : continuity_pt c1 eta.

Notation seen e := (full_payoff c V U0 h e).
Hypothesis Best : forall e, 0 <= e <= 1 -> seen e <= seen eta.
Hypothesis Separated : forall r, 0 < r -> exists g, 0 < g /\
  forall e, 0 <= e <= 1 -> r <= Rabs (e - eta) -> seen e <= seen eta - g.

(** What a base and a bonus reach that pay utilities in [pay] only; any test on the count. *)
Definition bounded_payoffs (n : nat) (x : R) : Prop := exists e phi base b, 0 <= e <= 1 /\ test phi /\
  binary_implements umin U0 q c n phi base b e /\ pay (base + b) /\ x = binary_payoff h q V n phi base b e.

(** The same where the bonus is paid from m agreements on. *)
Definition bounded_deterministic_payoffs (n : nat) (x : R) : Prop := exists e m base b, 0 <= e <= 1 /\
  binary_implements umin U0 q c n (below m) base b e /\ pay (base + b) /\ x = binary_payoff h q V n (below m) base b e.

Let H : R -> R := capped h h1 top.

Lemma seen_capped e : 0 <= e <= 1 -> full_payoff c V U0 H e = seen e.
Proof. intros He; unfold full_payoff, H; rewrite capped_below by (pose proof (Htop e He); lra); reflexivity. Qed.

Lemma slope_continuous : continuity_pt h1 (utility U0 c eta).
Proof.
  apply (continuity_of_derive _ _ _ (wage_curvature _ _ _ _ Sm _ (ubar_paid pay umin top U0 h h1 h2 q q1 c c1 eta
    Sm Pmin Ptop (Htop eta ltac:(lra)) HU0 (Int eta Heta)))).
Qed.

Let H_convex : convex_from umin H := capped_convex pay h h1 h2 umin top Sm Pmin Ptop.
Let H_rises : nondecreasing_from umin H := capped_rises pay h h1 h2 umin top Sm Pmin Rise Ptop.

(** With the tangent above [top] pay is no dearer. *)
Lemma payoff_capped n phi base b e : 0 <= e <= 1 -> test phi -> binary_implements umin U0 q c n phi base b e ->
  pay (base + b) -> binary_payoff h q V n phi base b e <= binary_payoff H q V n phi base b e.
Proof.
  intros He Hp [_ _ Bp Li] Pb; unfold binary_payoff, wage.
  assert (G : 0 <= count_fail q n phi e <= 1) by (apply mean_range; [apply Q01; exact He|exact Hp]).
  assert (Pb0 : pay base).
  { apply (wage_interval _ _ _ _ Sm umin base (base + b)); [exact Pmin|exact Pb|lra]. }
  pose proof (capped_cheaper pay h h1 h2 top Sm Ptop (base + b) Pb) as X1; fold H in X1.
  pose proof (capped_cheaper pay h h1 h2 top Sm Ptop base Pb0) as X2; fold H in X2.
  apply Rmult_le_compat_l with (r := 1 - count_fail q n phi e) in X1; [|lra].
  apply Rmult_le_compat_l with (r := count_fail q n phi e) in X2; [|lra]. lra.
Qed.

(** From some n on some bonus on at least m agreements reaches the first best but for (K(eta) + eps)/sqrt(n log n), and
    no test reaches more than K(eta) - eps in place of K(eta) + eps. *)
Lemma bounded_between eps : 0 < eps -> eventually (fun n => 0 < root_n_log_n n /\
  (exists x, bounded_deterministic_payoffs n x /\
    seen eta - (binomial_constant U0 h h1 q q1 c c1 eta + eps) / root_n_log_n n <= x) /\
  forall y, bounded_payoffs n y -> y <= seen eta - (binomial_constant U0 h h1 q q1 c c1 eta - eps) / root_n_log_n n).
Proof.
  intros E0; assert (Eta : 0 <= eta <= 1) by lra.
  assert (BestH : forall e, 0 <= e <= 1 -> full_payoff c V U0 H e <= full_payoff c V U0 H eta).
  { intros e He; rewrite !seen_capped by assumption; apply Best, He. }
  assert (SepH : forall r, 0 < r -> exists g, 0 < g /\ forall e, 0 <= e <= 1 -> r <= Rabs (e - eta) ->
    full_payoff c V U0 H e <= full_payoff c V U0 H eta - g).
  { intros r Hr; destruct (Separated r Hr) as [g [G0 G]]; exists g; split; [exact G0|].
    intros e He F; rewrite !seen_capped by assumption; apply G; assumption. }
  pose proof (payoff_above umin U0 H h1 q q1 c c1 V eta Hc0 H_convex H_rises HU0 Q01 Hcpos Heta
    (fun e He => interior_capped top U0 h h1 q q1 c c1 e (Htop e ltac:(lra)) (Int e He)) Cq Cc
    slope_continuous BestH SepH eps E0) as Above.
  pose proof (constant_capped top U0 h h1 q q1 c c1 eta (Htop eta Eta) (Int eta Heta)) as Ek; fold H in Ek.
  rewrite Ek in Above.
  rewrite (seen_capped eta Eta) in Above.
  apply eventually_impl with (2 := eventually_and _ _ Above (bounded_upper pay umin top U0 h h1 h2 q q1 c c1 eta
    Sm Pmin Rise Ptop (Htop eta Eta) Hc0 HU0 Q01 (Int eta Heta) Hcpos Conv eps E0)).
  set (K := binomial_constant U0 h h1 q q1 c c1 eta) in *.
  intros n [[Rn Top] [_ [m [base [b [Im [End Pr]]]]]]]; set (rt := root_n_log_n n) in *; split; [exact Rn|].
  pose proof Im as [_ _ Bp Li].
  assert (Pb : pay (base + b)) by (apply (wage_interval _ _ _ _ Sm umin (base + b) top); [exact Pmin|exact Ptop|lra]).
  assert (Reach : seen eta - (K + eps) / rt <= binary_payoff h q V n (below m) base b eta)
    by (rewrite (payoff_split U0 h q c V); lra).
  split.
  - exists (binary_payoff h q V n (below m) base b eta); split; [|exact Reach].
    exists eta, m, base, b; split; [exact Eta|split; [exact Im|split; [exact Pb|reflexivity]]].
  - intros y [e [phi [base' [b' [He [Hp [Im' [Pb' ->]]]]]]]].
    apply Rle_trans with (1 := payoff_capped n phi base' b' e He Hp Im' Pb'), Top; assumption.
Qed.

Lemma bounded_within n x : bounded_deterministic_payoffs n x -> bounded_payoffs n x.
Proof.
  intros [e [m [base [b [He [Im [Pb ->]]]]]]]; exists e, (below m), base, b.
  split; [exact He|split; [intros k; apply below_range|split; [exact Im|split; [exact Pb|reflexivity]]]].
Qed.

Theorem bounded_gap_limit :
  gap_tends bounded_payoffs root_n_log_n (seen eta) (binomial_constant U0 h h1 q q1 c c1 eta).
Proof.
  apply gap_tends_of; intros eps E0; apply eventually_impl with (2 := bounded_between eps E0).
  intros n [Rn [[x [X B]] L]]; split; [exact Rn|split; [exists x; split; [apply bounded_within, X|exact B]|exact L]].
Qed.

Theorem bounded_deterministic_gap_limit :
  gap_tends bounded_deterministic_payoffs root_n_log_n (seen eta) (binomial_constant U0 h h1 q q1 c c1 eta).
Proof.
  apply gap_tends_of; intros eps E0; apply eventually_impl with (2 := bounded_between eps E0).
  intros n [Rn [X L]]; split; [exact Rn|split; [exact X|intros y Y; apply L, bounded_within, Y]].
Qed.

(** Both, for who needs both. *)
Theorem bounded_gap_limits :
  gap_tends bounded_payoffs root_n_log_n (seen eta) (binomial_constant U0 h h1 q q1 c c1 eta) /\
  gap_tends bounded_deterministic_payoffs root_n_log_n (seen eta) (binomial_constant U0 h h1 q q1 c c1 eta).
Proof. exact (conj bounded_gap_limit bounded_deterministic_gap_limit). Qed.
End Bounded.
